# safety: unsafe
# after: [0, 1]
# on: asyncio trio anyio
import asyncio


async def numbers():
    for number in range(2):
        await asyncio.sleep(1)
        yield number


async def main():
    try:
        print([number for number in numbers()])
    except Exception:
        print("failed")
    await asyncio.sleep(0)
