# A plain `with` over an asynchronous context manager.
from contextlib import asynccontextmanager


@asynccontextmanager
async def lights():
    yield "on"


async def reads():
    with lights():  # AFX204
        print("bright")


async def reads_well():
    async with lights():  # ok: asynchronous
        print("bright")


with lights():  # AFX204
    print("bright")
