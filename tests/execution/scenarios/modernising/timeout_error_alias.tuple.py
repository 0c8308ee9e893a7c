# defect: uses asyncio.TimeoutError
# safety: unsafe
# target: 3.11
import asyncio

RETRIED = (asyncio.TimeoutError, TimeoutError)


async def main():
    try:
        async with asyncio.timeout(1):
            await asyncio.sleep(3)
    except RETRIED as error:
        print("late", type(error).__name__)
