# Methods of a blocking client of httpx.
import httpx


async def with_block(url):
    with httpx.Client() as client:
        client.get(url)  # AFX102
        client.post(url)  # AFX102


async def by_name(url):
    client = httpx.Client()
    return client.send(client.build_request("GET", url))  # AFX102


async def of_parameters(client: httpx.Client, perhaps: httpx.Client | None, url):
    client.request("GET", url)  # AFX102
    if perhaps:
        perhaps.get(url)  # AFX102


async def asynchronous(client: httpx.AsyncClient, url):
    return await client.get(url)  # ok: does not block
