# raises: TypeError
import asyncio


async def main():
    task = asyncio.create_task(asyncio.sleep(5))
    await asyncio.sleep(0)
    print("cancelling")
    await task.cancel()
    await asyncio.sleep(0)
    print(task.cancelled())
