# defect: uses asyncio.TaskGroup
# safety: unsafe
# target: 3.11
import asyncio


async def load(page):
    await asyncio.sleep(1)
    print("loaded", page)


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(load(1))
    print("end")
