# The fix of ruff for SIM105 makes a `contextlib.suppress` of a swallowed cancellation, which no rule finds afterwards.
import asyncio
import contextlib


async def goes_on(job):
    while True:
        with contextlib.suppress(asyncio.CancelledError):  # AFX302
            await job()


async def goes_on_as_well(job):
    while True:
        try:
            await job()
        except asyncio.CancelledError:  # AFX301
            raise


async def ends(job):
    await job()  # ok: awaited
