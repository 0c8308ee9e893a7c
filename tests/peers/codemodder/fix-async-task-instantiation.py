# The class of tasks called by hand.
import asyncio


async def starts(job, loop):
    task = asyncio.Task(job())  # AFX721
    named = asyncio.Task(job(), name="job")  # AFX721
    of_loop = asyncio.Task(job(), loop=loop)  # AFX721
    await asyncio.wait([task, named, of_loop])


async def starts_well(job):
    await asyncio.create_task(job())  # ok: the function
