# A function that may end without a checkpoint. Off by default at the peer and here.
import anyio
import trio


async def perhaps(job):  # AFX915
    if job.ready:
        await trio.sleep(1)


async def perhaps_in_anyio(job):  # AFX915
    if job.ready:
        await anyio.sleep(1)


async def returns_early(job):  # AFX915
    if job.ready:
        return None
    await trio.sleep(1)


async def always(job):  # ok: waits on both paths
    if job.ready:
        await trio.sleep(1)
    else:
        await trio.lowlevel.checkpoint()


async def fails(job):  # ok: ends by an exception
    raise LookupError(job)
