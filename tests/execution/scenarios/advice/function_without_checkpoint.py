# defect: blocked
# on: trio anyio
# safety: unsafe
import asyncio
import time


async def read(items):
    time.sleep(0.1)
    if items:
        return items.pop()
    await asyncio.sleep(1)


async def main():
    items = list(range(20))
    while await read(items) is not None:
        print(len(items))
    await asyncio.sleep(1)
    print("end")
