# raises: TypeError
import asyncio


async def main():
    await asyncio.sleep(0)
    async for number in range(3):
        print(number)
