# raises: RuntimeError: asyncio.run() cannot be called
# defect: never awaited
import asyncio


async def answer():
    await asyncio.sleep(1)
    return 42


async def main():
    print("asking")
    print(asyncio.run(answer()))
