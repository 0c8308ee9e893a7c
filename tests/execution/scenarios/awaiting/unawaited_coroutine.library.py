# defect: never awaited
# after: 3
# on: asyncio trio anyio
import asyncio
import time


async def main():
    start = time.monotonic()
    asyncio.sleep(3)
    print(round(time.monotonic() - start))
    await asyncio.sleep(0)
