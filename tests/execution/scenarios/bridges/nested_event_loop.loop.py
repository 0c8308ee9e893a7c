# raises: RuntimeError: This event loop is already running
# defect: never awaited
import asyncio


async def answer():
    await asyncio.sleep(1)
    return 42


async def main():
    loop = asyncio.get_running_loop()
    print(loop.run_until_complete(answer()))
