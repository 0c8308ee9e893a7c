# raises: TypeError
# defect: never awaited
# safety: unsafe
import asyncio


async def double(number):
    await asyncio.sleep(1)
    return number * 2


async def main():
    print("start")
    print(await asyncio.to_thread(double(2)))
