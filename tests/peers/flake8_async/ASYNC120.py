# Await in a handler that raises afterwards: a cancellation there takes the place of the exception.
import anyio
import trio


async def tells(job, log):
    try:
        await job()
    except OSError:
        await log.write("failed")  # AFX312
        raise


async def tells_as_another(job, log):
    try:
        await job()
    except OSError as error:
        await log.write("failed")  # AFX312
        raise LookupError(job) from error


async def shielded(job, log):
    try:
        await job()
    except OSError:
        with trio.move_on_after(1, shield=True):
            await log.write("failed")  # ok: shielded
        raise
    except ValueError:
        with anyio.CancelScope(shield=True):
            await log.write("failed")  # ok: shielded
        raise


async def nothing_to_lose(job, log):
    try:
        await job()
    except OSError:
        await log.write("failed")  # ok: nothing is raised afterwards
