# Opening a file.
from pathlib import Path

import anyio


async def reads(name):
    with open(name) as file:  # AFX102
        return file.read()


async def reads_path(name):
    with Path(name).open() as file:  # AFX102
        return file.read()


async def reads_named_path(name):
    path = Path(name)
    with path.open() as file:  # AFX102
        return file.read()


async def reads_well(name):
    async with await anyio.open_file(name) as file:  # ok: does not block
        return await file.read()
