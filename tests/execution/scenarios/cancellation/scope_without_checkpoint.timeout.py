# defect: uses asyncio.timeout
# target: 3.11
import asyncio


async def main():
    async with asyncio.timeout(0.001):
        # slow, but never suspended
        for number in range(3):
            print(
                number,
            )
    await asyncio.sleep(1)
    print("end")
