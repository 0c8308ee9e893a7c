# A task without a reference.
import asyncio


async def drops(job, jobs):
    asyncio.create_task(job())  # AFX202
    [asyncio.create_task(each()) for each in jobs]  # AFX202


async def keeps(job, keep):
    task = asyncio.create_task(job())  # ok: kept
    keep(asyncio.create_task(job()))  # ok: handed on
    if other := asyncio.create_task(job()):  # ok: kept
        await other
    await task
    return asyncio.create_task(job())  # ok: handed out


class Owner:
    def __init__(self, job):
        self.tasks = [asyncio.create_task(job())]  # ok: kept
        self.tasks += [asyncio.create_task(job())]  # ok: kept
