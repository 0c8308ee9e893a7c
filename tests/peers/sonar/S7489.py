# Waiting for a process by its number.
import asyncio
import os

import anyio
import trio


async def waits(child):
    _, status = os.waitpid(child, 0)  # AFX102
    return status


async def waits_for_any():
    os.wait()  # AFX102
    os.waitid(os.P_ALL, 0, os.WEXITED)  # AFX102


async def waits_well(child):
    await asyncio.get_running_loop().run_in_executor(None, os.waitpid, child, 0)  # ok: in a thread
    await trio.to_thread.run_sync(os.waitpid, child, 0)  # ok: in a thread
    await anyio.to_thread.run_sync(os.waitpid, child, 0)  # ok: in a thread
