# defect: survives cancellation
# safety: unsafe
import asyncio


async def work(left):
    try:
        while True:
            left.pop()
            await asyncio.sleep(1)
    except (asyncio.CancelledError, IndexError):
        print("ended")


async def main():
    await work([1, 2, 3])
