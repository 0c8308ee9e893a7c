# raises: TypeError
# defect: never awaited
import asyncio


async def price(name):
    await asyncio.sleep(1)
    return len(name)


async def main():
    print(price("apple") + 1)
