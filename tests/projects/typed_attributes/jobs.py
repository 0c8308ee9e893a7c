from services import ByBody, ByConstructor, ByField, ByParameter, BySharedBody


async def constructor():
    return ByConstructor().client.get("/a")  # AFX103


class Worker(ByParameter):
    async def work(self):
        return self._client.get("/b")  # AFX103


async def body(service: ByBody):
    return service.client.get("/c")  # AFX103


async def shared(service: BySharedBody):
    return service.client.get("/d")  # AFX103


async def fields(service: ByField):
    service.name.upper()  # ok: a string
    return service.client.get("/e")  # AFX103
