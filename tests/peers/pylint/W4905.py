# Decorators that are gone.
import asyncio


@asyncio.coroutine  # AFX705
def old(job):
    yield from job()


async def new(job):  # ok: a coroutine function
    await job()
