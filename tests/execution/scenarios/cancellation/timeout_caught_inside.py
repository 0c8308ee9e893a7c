# raises: TimeoutError
# safety: unsafe
# target: 3.11
import asyncio


async def main():
    async with asyncio.timeout(1):
        try:
            await asyncio.sleep(5)
        except TimeoutError:
            print("late")
    await asyncio.sleep(1)
