# Questions about paths. Those that are quick are left alone; AFX102 finds what reads, writes or walks.
import asyncio
import os
from pathlib import Path

import trio


async def asks(name):
    os.path.exists(name)  # ok: a quick question
    Path(name).exists()  # ok: a quick question
    Path(name).resolve()  # ok: a quick question


async def reads(name):
    path = Path(name)
    path.write_text("text")  # AFX102
    return path.read_text()  # AFX102


async def computes(name, path: Path):
    os.path.abspath(name)  # ok: asks for the current folder, which the peer finds
    os.path.normpath(name)  # ok: asks nothing, though the peer finds it
    return path.with_suffix(".txt"), os.path.join(name, "part")  # ok: asks nothing


async def asks_well(name):
    await asyncio.to_thread(os.path.exists, name)  # ok: in a thread
    return await trio.Path(name).exists()  # ok: does not block
