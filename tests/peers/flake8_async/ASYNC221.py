# Running a process to its end.
import os
import subprocess


async def run(command):
    subprocess.run(command)  # AFX102
    subprocess.call(command)  # AFX102
    subprocess.check_call(command)  # AFX102
    subprocess.check_output(command)  # AFX102
    subprocess.getoutput(command)  # AFX102
    subprocess.getstatusoutput(command)  # AFX102
    os.system(command)  # AFX102


async def spawned(command):
    os.spawnl(os.P_WAIT, command)  # AFX102
    os.spawnvp(os.P_WAIT, command, [])  # AFX102


async def in_a_thread(command, run_sync):
    await run_sync(subprocess.run, command)  # ok: only named
