# A context manager whose end is not run when its block fails.
from contextlib import asynccontextmanager, contextmanager


@asynccontextmanager
async def opened(door):
    await door.open()
    yield door  # AFX603
    await door.close()


@asynccontextmanager
async def opened_well(door):
    await door.open()
    try:
        yield door  # ok: closed in any case
    finally:
        await door.close()


@contextmanager
def opened_by_hand(door):
    door.open()
    yield door  # ok: nothing asynchronous, so left to others
    door.close()
