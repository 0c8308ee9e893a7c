# Waiting for a process.
import os

import trio


async def waits(child, options):
    os.wait()  # AFX102
    os.waitpid(child, 0)  # AFX102
    os.wait3(0)  # AFX102
    os.wait4(child, 0)  # AFX102
    os.waitid(os.P_PID, child, os.WEXITED)  # AFX102


async def in_a_thread(child):
    await trio.to_thread.run_sync(os.waitpid, child, 0)  # ok: only named
