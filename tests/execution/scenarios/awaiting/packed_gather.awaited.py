# raises: TypeError
# safety: unsafe
import asyncio


async def load(page):
    await asyncio.sleep(page)
    return page * 2


async def main():
    print(await asyncio.gather(await load(1), await load(2)))
