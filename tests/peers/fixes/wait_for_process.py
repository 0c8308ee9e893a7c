# The quick fix of SonarPython hands arguments by name to trio's `run_sync`, which takes them as its own.
import os

import trio


async def waits(child):
    _, status = os.waitpid(child, 0)  # AFX102
    os.waitid(idtype=os.P_PID, id=child, options=os.WEXITED)  # AFX102
    await trio.sleep(status)  # ok: lets the others run
