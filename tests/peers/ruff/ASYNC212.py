# Methods of a blocking client of httpx.
from typing import Optional

import httpx


async def loads(address):
    client = httpx.Client()
    return client.get(address)  # AFX102


async def perhaps(client: Optional[httpx.Client], address):
    if client is not None:
        return client.get(address)  # AFX102
    async with httpx.AsyncClient() as other:
        return await other.get(address)  # ok: does not block
