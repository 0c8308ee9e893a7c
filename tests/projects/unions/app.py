from typing import Optional, Union

from clients import AsyncClient, Client, Special, by_name, checked, made, read


async def union(client: Union[Client, AsyncClient]):
    client.get()  # ok: one of them gives a coroutine
    client.ping()  # AFX103
    if isinstance(client, AsyncClient):
        return await client.get()
    return client.get()  # AFX103


async def branches(client: "Client | AsyncClient | None"):
    if isinstance(client, Client):
        client.put()  # AFX103
    elif isinstance(client, AsyncClient):
        await client.put()
    else:
        client.put()  # ok: it is `None`


async def otherwise(client: Client | AsyncClient):
    if isinstance(client, AsyncClient):
        await client.put()
    else:
        client.put()  # AFX103
    client.put()  # ok: either


async def narrower(client: Client):
    client.special()  # ok: clients have none
    if isinstance(client, Special):
        client.special()  # AFX103
    if isinstance(client, object):
        client.get()  # AFX103


async def several(client):
    if isinstance(client, (Client, AsyncClient)):
        client.get()  # ok: either
        client.ping()  # AFX103


async def helpers(client, optional: Optional[Client]):
    read(client)  # ok: what it does depends on the class
    by_name(client)  # ok: what it does depends on the class
    checked(client)  # AFX103
    made(client)  # AFX103
    optional.get()  # AFX103
