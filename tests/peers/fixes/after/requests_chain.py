# asyncify-codemod awaits the whole chain: `await client.get(url).json()` asks a coroutine for `json`.
# select: AFX910
import httpx


async def loads(url):
    async with httpx.AsyncClient(timeout=3, follow_redirects=True) as client:
        return (await client.get(url)).json()["pages"]  # AFX910


async def plain(url):
    return url.removesuffix("/")  # ok: no request
