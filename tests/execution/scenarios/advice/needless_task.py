# defect: uses asyncio.create_task
# safety: unsafe
import asyncio


async def load(page):
    await asyncio.sleep(1)
    return [page]


async def main():
    print((await asyncio.create_task(load(1)))[0])
