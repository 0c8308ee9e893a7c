# defect: uses asyncio.gather
# safety: unsafe
import asyncio


async def load(page):
    await asyncio.sleep(1)
    print("loaded", page)
    return [page]


async def main():
    [first] = await asyncio.gather(load(1))
    second, = await asyncio.gather(load(2))
    third = (await asyncio.gather(load(3)))[0]
    listed = await asyncio.gather(load(4))
    await asyncio.gather(load(5))
    print(first, second, third, listed)
