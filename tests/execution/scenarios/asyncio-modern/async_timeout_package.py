# defect: uses async_timeout.timeout
# target: 3.11
import asyncio

import async_timeout


async def main():
    async with async_timeout.timeout(5):
        await asyncio.sleep(1)
        print("in time")
    try:
        async with async_timeout.timeout(1):
            await asyncio.sleep(5)
    except TimeoutError:
        print("late")
