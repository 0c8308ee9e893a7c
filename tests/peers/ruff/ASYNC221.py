# Running a process to its end.
import asyncio
import subprocess


async def runs(command):
    subprocess.run(command)  # AFX102


async def runs_well(command):
    process = await asyncio.create_subprocess_shell(command)  # ok: does not block
    await process.wait()
