# Starting a process.
import asyncio
import os
import subprocess


async def starts(command):
    return os.popen(command).read()  # AFX102


async def starts_only(command):
    return subprocess.Popen(command)  # ok: returns as soon as the process has begun; what waits for it is found


async def starts_well(command):
    return await asyncio.create_subprocess_shell(command)  # ok: does not block
