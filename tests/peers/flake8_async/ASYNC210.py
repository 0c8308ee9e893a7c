# Blocking HTTP requests.
import urllib.request

import httpx
import requests
import urllib3


async def requests_and_httpx(url):
    requests.get(url)  # AFX102
    requests.options(url)  # AFX102
    requests.head(url)  # AFX102
    requests.post(url, json={})  # AFX102
    requests.put(url)  # AFX102
    requests.patch(url)  # AFX102
    requests.delete(url)  # AFX102
    requests.request("GET", url)  # AFX102
    httpx.get(url)  # AFX102
    httpx.post(url, json={})  # AFX102
    httpx.request("GET", url)  # AFX102


async def others(url):
    urllib3.request("GET", url)  # AFX102
    return urllib.request.urlopen(url).read()  # AFX102


async def asynchronous(url):
    async with httpx.AsyncClient() as client:
        return await client.get(url)  # ok: does not block


def plain(url):
    return requests.get(url)  # ok: not a coroutine function
