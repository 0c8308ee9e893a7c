import time
from typing import Union, cast


class Base:
    def ping(self):
        time.sleep(1)


class Client(Base):
    def get(self):
        time.sleep(1)

    def put(self):
        time.sleep(1)


class AsyncClient(Base):
    async def get(self): ...

    async def put(self): ...


class Special(Client):
    def special(self):
        time.sleep(1)


def read(client: Union[Client, AsyncClient]):
    if isinstance(client, Client):
        return client.get()
    return None


def checked(client):
    if not isinstance(client, Client):
        raise TypeError(client)
    return client.get()


def by_name(client):
    if type(client).__name__ == "Client":
        client = cast(Client, client)
        client.get()


def made(flag):
    client = Special() if flag else AsyncClient()
    if isinstance(client, Client):
        return client.put()
    return None
