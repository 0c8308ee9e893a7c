# defect: never awaited
# safety: unsafe
# after: 4
import asyncio


async def double(number):
    await asyncio.sleep(1)
    return number * 2


async def main():
    result = await asyncio.to_thread(double, 2)
    print(4 if result == 4 else "a coroutine")
