# defect: uses asyncio.TimeoutError
# target: 3.11
# safety: unsafe
import asyncio
from asyncio import TimeoutError


async def main():
    try:
        async with asyncio.timeout(1):
            await asyncio.sleep(3)
    except TimeoutError as error:
        print("late", type(error).__name__)
