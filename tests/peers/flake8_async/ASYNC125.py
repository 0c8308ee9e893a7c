# An absolute deadline that is a constant.
import math

import anyio
import trio


async def constants(job):
    with trio.fail_at(5):  # AFX306
        await job()
    with trio.move_on_at(5):  # AFX306
        await job()
    with trio.CancelScope(deadline=7):  # AFX306
        await job()
    with anyio.CancelScope(deadline=7):  # AFX306
        await job()


async def no_constants(job, when):
    with trio.fail_at(trio.current_time() + 5):  # ok: counted from now
        await job()
    with trio.move_on_at(when):  # ok: told from outside
        await job()
    with trio.CancelScope(deadline=math.inf):  # ok: no end
        await job()
    with trio.fail_after(5):  # ok: counts from now
        await job()
