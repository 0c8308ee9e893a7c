# Opening a file.
import io

import anyio
import trio


async def reads(path):
    with open(path) as file:  # AFX102
        return file.read()


async def reads_by_module(path):
    with io.open(path) as file:  # AFX102
        return file.read()


async def reads_code(path):
    with io.open_code(path) as file:  # AFX102
        return file.read()


async def wrapped(path):
    file = trio.wrap_file(open(path))  # ok: handed to the library, which the peer leaves alone as well
    other = anyio.wrap_file(open(path))  # ok: handed to the library
    return await file.read(), await other.read()


async def asynchronous(path):
    async with await trio.open_file(path) as file:  # ok: does not block
        return await file.read()
    async with await anyio.open_file(path) as file:  # ok: does not block
        return await file.read()
