# The class of cancellations is kept in a variable.
import anyio
from anyio import get_cancelled_exc_class


async def local_name(job):
    stopped = anyio.get_cancelled_exc_class()  # ok: asked for while the loop runs, and right while the function does
    try:
        await job()
    except stopped:
        raise


Stopped = get_cancelled_exc_class()  # AFX309


async def called_in_place(job):
    try:
        await job()
    except get_cancelled_exc_class():  # ok: asked for when it is needed
        raise
    except (OSError, anyio.get_cancelled_exc_class()):  # ok: asked for when it is needed
        raise
