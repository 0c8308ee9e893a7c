# defect: never awaited
# after: saved a
# after: closed
# on: asyncio trio anyio
import asyncio


async def save(name):
    await asyncio.sleep(1)
    print("saved", name)


async def main():
    saved = save("a")
    await asyncio.sleep(1)
    print("closed")
