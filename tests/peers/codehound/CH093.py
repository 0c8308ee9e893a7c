# A coroutine function given to a thread.
import asyncio


async def job():
    return 1


def plain_job():
    return 1


async def runs():
    await asyncio.to_thread(job)  # AFX402


async def runs_well():
    await job()
    await asyncio.to_thread(plain_job)  # ok: a plain function
