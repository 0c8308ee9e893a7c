# Awaits while something ends.
import asyncio
import contextlib

import anyio
import trio


async def shielded_in_asyncio(job, log):
    try:
        await job()
    except OSError:
        await asyncio.shield(log.write("failed"))  # ok: shielded (found by flake8-async as ASYNC120)
        raise
    finally:
        await asyncio.shield(job.close())  # ok: shielded (found by flake8-async as ASYNC102)


async def closes(stream):
    try:
        await stream.read()
    finally:
        await stream.aclose()  # ok: closes at once when it is cancelled


async def closes_by_force(stream):
    try:
        await stream.read()
    finally:
        await anyio.aclose_forcefully(stream)  # ok: does not wait
        await trio.lowlevel.cancel_shielded_checkpoint()  # ok: cannot be cancelled


async def shielded_afterwards(stream):
    try:
        await stream.read()
    finally:
        with trio.CancelScope() as scope:
            scope.shield = True
            await stream.finish()  # ok: shielded


async def told_and_not_raised(job, log):
    with contextlib.suppress(OSError):
        await job()
    try:
        await job()
    except OSError:
        await log.write("failed")  # ok: nothing is raised that could be lost


async def in_an_inner_function(job):
    try:
        await job()
    finally:
        async def later():
            await job.rest()  # ok: another function's

        job.on_end(later)
