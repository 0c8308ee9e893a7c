# A lock of threads that is held while other tasks run.
import asyncio
import threading

lock = threading.Lock()


async def writes(job):
    with lock:  # AFX501
        await job()


async def writes_well(job):
    async with asyncio.Lock():  # ok: a lock of asyncio
        await job()
