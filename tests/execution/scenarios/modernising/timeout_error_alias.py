# defect: uses asyncio.TimeoutError
# target: 3.11
import asyncio


async def main():
    try:
        async with asyncio.timeout(1):
            await asyncio.sleep(3)
    except asyncio.TimeoutError as error:
        print("late", type(error).__name__, isinstance(error, TimeoutError))
