# raises: TimeoutError
# safety: unsafe
# target: 3.11
import asyncio


async def main():
    limit = asyncio.timeout(5)
    await asyncio.sleep(4)
    async with limit:
        await asyncio.sleep(3)
    print("in time")
