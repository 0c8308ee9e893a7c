# defect: blocked
# on: trio anyio
# safety: unsafe
import asyncio
import time


async def lines(items):
    for item in items:
        time.sleep(0.1)
        yield item
    await asyncio.sleep(1)


async def main():
    async for line in lines(range(20)):
        print(line)
    await asyncio.sleep(1)
    print("end")
