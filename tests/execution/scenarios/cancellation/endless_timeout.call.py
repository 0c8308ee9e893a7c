# defect: uses asyncio.wait_for
import asyncio


async def load():
    await asyncio.sleep(100)
    return "loaded"


async def main():
    print(await asyncio.wait_for(load(), timeout=None))
    print((await asyncio.wait_for(asyncio.sleep(1, "again"), None)).upper())
