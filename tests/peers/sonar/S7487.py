# Processes.
import asyncio
import os
import subprocess

import anyio
import trio

COMMAND = ["rsync", "there", "here"]


async def copies():
    subprocess.run(COMMAND)  # AFX102
    subprocess.call(COMMAND)  # AFX102
    subprocess.getoutput("rsync there here")  # AFX102
    os.system("rsync there here")  # AFX102
    os.spawnl(os.P_WAIT, "rsync")  # AFX102


async def waits_for_it():
    process = subprocess.Popen(COMMAND)  # ok: returns as soon as the process has begun
    process.wait()  # AFX102


async def talks_to_it():
    process = subprocess.Popen(COMMAND)
    process.poll()  # ok: does not wait, though the peer finds all methods
    process.terminate()  # ok: does not wait
    process.communicate()  # AFX102


async def copies_well():
    process = await asyncio.create_subprocess_exec(*COMMAND)  # ok: does not block
    await process.wait()
    await trio.run_process(COMMAND)  # ok: does not block
    await anyio.run_process(COMMAND)  # ok: does not block
