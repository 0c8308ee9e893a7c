# An import of httpx, whose successor is httpx2. No rule: which library a program uses is its own affair.
import httpx  # ok: no rule


async def fetch(url):
    async with httpx.AsyncClient() as client:
        return await client.get(url)
