# Starting a process.
import os
import subprocess


async def started(command):
    os.popen(command)  # AFX102
    return subprocess.Popen(command)  # ok: returns as soon as the process has begun; what waits for it is found


async def spawned(command):
    os.spawnv(os.P_NOWAIT, command, [])  # ok: does not wait
