# Waiting for a process.
import asyncio
import os


async def waits(child):
    os.waitpid(child, 0)  # AFX102


def wait_for(child):
    return os.waitpid(child, 0)


async def waits_well(child):
    await asyncio.get_running_loop().run_in_executor(None, wait_for, child)  # ok: in a thread
