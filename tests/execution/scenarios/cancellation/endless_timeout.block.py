# defect: uses asyncio.timeout
# target: 3.11
import asyncio


async def main():
    async with asyncio.timeout(None):
        await asyncio.sleep(100)
        print("loaded")
