# asyncify-codemod awaits the whole chain: `await client.get(url).json()` asks a coroutine for `json`.
# select: AFX910
import requests


async def loads(url):
    return requests.get(url, timeout=3).json()["pages"]  # AFX910


async def plain(url):
    return url.removesuffix("/")  # ok: no request
