# Blocking HTTP requests.
import httpx
import requests
import urllib3


async def weather(address):
    return requests.get(address).json()  # AFX102


async def in_a_session(address):
    session = requests.Session()
    return session.post(address, json={})  # AFX102


async def others(address):
    httpx.get(address)  # AFX102
    pool = urllib3.PoolManager()  # ok: connects to nobody yet, though the peer finds it
    return pool.request("GET", address)  # AFX102


async def weather_well(address):
    async with httpx.AsyncClient() as client:
        response = await client.get(address)  # ok: does not block
        return response.json()
