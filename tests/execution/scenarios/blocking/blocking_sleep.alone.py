# defect: blocked
# on: asyncio trio anyio
import asyncio
import time


async def main():
    print("before")
    time.sleep(3)
    print("after")
    await asyncio.sleep(1)
