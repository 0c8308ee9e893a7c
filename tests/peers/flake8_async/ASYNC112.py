# target: 3.11
# select: AFX903
# A nursery or task group for a single task.
import asyncio

import anyio
import trio


async def in_trio(job):
    async with trio.open_nursery() as nursery:  # AFX903
        nursery.start_soon(job)


async def started_in_trio(job):
    async with trio.open_nursery() as nursery:  # AFX903
        await nursery.start(job)


async def in_anyio(job):
    async with anyio.create_task_group() as group:  # AFX903
        group.start_soon(job, 1)


async def in_asyncio(job):
    async with asyncio.TaskGroup() as group:  # AFX903
        group.create_task(job())


async def needed(job):
    async with trio.open_nursery() as nursery:  # ok: the task can start others
        nursery.start_soon(job, nursery)
    async with anyio.create_task_group() as group:  # ok: two tasks
        group.start_soon(job)
        group.start_soon(job)
    async with asyncio.TaskGroup() as group:  # ok: something else happens meanwhile
        group.create_task(job())
        await job()
    async with trio.open_nursery() as nursery:  # ok: one task each time round
        for each in range(3):
            nursery.start_soon(job, each)
