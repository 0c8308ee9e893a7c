# raises: TypeError
# defect: never awaited
import asyncio


async def load(page):
    await asyncio.sleep(page)
    return page * 2


async def main():
    print(await asyncio.gather([load(page) for page in range(3)]))
    print(await asyncio.gather(load(page) for page in range(3)))
