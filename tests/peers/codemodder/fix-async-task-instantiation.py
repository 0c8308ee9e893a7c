# The class of tasks called by hand.
import asyncio


async def starts(job, loop):
    task = asyncio.Task(job())  # soon: fix-async-task-instantiation
    named = asyncio.Task(job(), name="job")  # soon: fix-async-task-instantiation
    of_loop = asyncio.Task(job(), loop=loop)  # soon: fix-async-task-instantiation
    await asyncio.wait([task, named, of_loop])


async def starts_well(job):
    await asyncio.create_task(job())  # ok: the function
