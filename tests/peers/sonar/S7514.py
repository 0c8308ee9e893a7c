# target: 3.11
# select: AFX904
# Jumps out of a task group or nursery.
import asyncio

import anyio
import trio


async def in_asyncio(job):
    async with asyncio.TaskGroup() as group:
        group.create_task(job())
        if job.enough():
            return "enough"  # AFX904


async def in_trio(job):
    async with trio.open_nursery() as nursery:
        nursery.start_soon(job)
        if job.enough():
            return "enough"  # AFX904


async def in_anyio(job):
    async with anyio.create_task_group() as group:
        group.start_soon(job)
        if job.enough():
            return "enough"  # AFX904


async def after_the_block(job):
    said = None
    async with asyncio.TaskGroup() as group:
        task = group.create_task(job())
        if job.enough():
            said = "enough"
            task.cancel()
    return said  # ok: after the block
