# target: 3.11
# select: AFX904
# Jumps out of a nursery or task group.
import asyncio

import anyio
import trio


async def returns(job):
    async with trio.open_nursery() as nursery:
        nursery.start_soon(job)
        if job.ready:
            return "ready"  # AFX904
    async with anyio.create_task_group() as group:
        group.start_soon(job)
        if job.ready:
            return "ready"  # AFX904
    async with asyncio.TaskGroup() as group:
        group.create_task(job())
        if job.ready:
            return "ready"  # AFX904


async def leaves_loops(jobs):
    for job in jobs:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(job)
            if job.last:
                break  # AFX904
            if job.small:
                continue  # AFX904
            job.finish()


async def inside_of_the_block(jobs):
    async with trio.open_nursery() as nursery:
        for job in jobs:
            if job.small:
                continue  # ok: the loop lies in the block
            if job.last:
                break  # ok: the loop lies in the block
            nursery.start_soon(job)

        def name():
            return "name"  # ok: another function's

        nursery.start_soon(name)
