# raises: TimeoutError
# safety: unsafe
# target: 3.11
import asyncio


async def main():
    await asyncio.sleep(4)
    async with asyncio.timeout_at(when=5):
        await asyncio.sleep(3)
    print("in time")
