# defect: survives cancellation
# safety: unsafe
import asyncio


async def work(left):
    while left:
        try:
            left.pop()
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            print("cancelled")
            break
    print("end")


async def main():
    await work([1, 2, 3])
