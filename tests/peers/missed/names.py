# target: 3.11
# Outdated names that peers do not see.
import concurrent.futures
import contextlib
import asyncio


async def waits(job):
    try:
        await job()
    except concurrent.futures.TimeoutError:  # AFX703
        raise


async def goes_on(job):
    while True:
        with contextlib.suppress(asyncio.CancelledError):  # AFX302
            await job()


async def ends(job):
    try:
        await job()
    except TimeoutError:  # ok: the one name
        raise
