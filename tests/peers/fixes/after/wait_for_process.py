# The quick fix of SonarPython hands arguments by name to trio's `run_sync`, which takes them as its own.
import functools
import os

import trio


async def waits(child):
    _, status = await trio.to_thread.run_sync(os.waitpid, child, 0)  # AFX102
    await trio.to_thread.run_sync(functools.partial(os.waitid, idtype=os.P_PID, id=child, options=os.WEXITED))  # AFX102
    await trio.sleep(status)  # ok: lets the others run
