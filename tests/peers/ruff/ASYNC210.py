# Blocking HTTP requests.
import urllib
import urllib.request

import aiohttp
import requests


async def loads(address):
    return urllib.request.urlopen(address).read()  # AFX102


async def loads_with_requests(address):
    return requests.get(address).json()  # AFX102


async def loads_well(address):
    async with aiohttp.ClientSession() as session:
        async with session.get(address) as response:  # ok: does not block
            return await response.read()
