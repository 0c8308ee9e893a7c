# Swallowed cancellations that SonarPython, which looks for a single named class, and flake8-async do not see.
import asyncio
import contextlib


async def among_others(job):
    while True:
        try:
            await job()
        except (OSError, asyncio.CancelledError):  # AFX301
            pass


async def of_everything(job):
    while True:
        try:
            await job()
        except:  # AFX301
            pass


async def suppressed(job):
    while True:
        with contextlib.suppress(OSError, asyncio.CancelledError):  # AFX302
            await job()


async def suppressed_with_everything(job):
    while True:
        with contextlib.suppress(BaseException):  # AFX302
            await job()


async def raised(job):
    while True:
        try:
            await job()
        except asyncio.CancelledError:  # ok: raised again
            raise
        except OSError:
            pass
