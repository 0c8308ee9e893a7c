# target: 3.11
# select: AFX903 AFX904
# Task groups and nurseries.
import asyncio

import anyio
import trio


async def leaves_a_loop_of_the_block(jobs):
    async with asyncio.TaskGroup() as group:
        for job in jobs:
            if job.last:
                break  # ok: the loop lies in the block (found by SonarPython)
            group.create_task(job())


async def jumps_in_an_inner_function(jobs):
    async with trio.open_nursery() as nursery:
        async def first():
            return jobs[0]  # ok: the inner function's

        nursery.start_soon(first)
        nursery.start_soon(first)


async def one_task_beside_work(job, page):
    async with anyio.create_task_group() as group:  # ok: the task runs beside the work (found by SonarPython)
        group.start_soon(job)
        await page.load()


async def hands_on_its_status(serve, *, task_status=trio.TASK_STATUS_IGNORED):
    await serve(task_status=task_status)  # ok: who is given it says so (found by flake8-async)


async def scope_for_a_task(job):
    async with trio.open_nursery() as nursery:
        with trio.CancelScope() as scope:
            nursery.start_soon(job, scope)  # ok: a scope stays what it is when it is left (found by flake8-async)
            await job(scope)
