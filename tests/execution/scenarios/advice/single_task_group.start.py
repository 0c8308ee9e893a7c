# defect: uses asyncio.open_nursery
# safety: unsafe
# on: trio
import asyncio


async def load(page, text):
    await asyncio.sleep(1)
    print("loaded", page, text)


async def main():
    async with asyncio.open_nursery() as nursery:
        nursery.start_soon(load, 1, "one")
    print("end")
