# target: 3.11
# select: AFX903
# A task group or nursery for a single task.
import asyncio

import anyio
import trio


async def naps():
    await asyncio.sleep(2)


async def in_asyncio():
    async with asyncio.TaskGroup() as group:  # AFX903
        group.create_task(naps())


async def in_trio():
    async with trio.open_nursery() as nursery:  # AFX903
        nursery.start_soon(naps)


async def in_anyio():
    async with anyio.create_task_group() as group:  # AFX903
        group.start_soon(naps)


async def with_more_to_do(page):
    async with anyio.create_task_group() as group:  # ok: something else happens meanwhile, though the peer finds it
        group.start_soon(naps)
        await page.load()
