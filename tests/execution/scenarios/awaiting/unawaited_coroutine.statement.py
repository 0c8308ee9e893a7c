# defect: never awaited
# after: saved
# after: done
# on: asyncio trio anyio
import asyncio


async def save():
    await asyncio.sleep(1)
    print("saved")


async def main():
    save()
    print("done")
    await asyncio.sleep(0)
