# asyncify-codemod leaves out that `anyio.run_process` checks the exit status unless told not to, and takes no `timeout=`.
# select: AFX971
import functools
import subprocess

import anyio


async def unchecked():
    await anyio.run_process(["make"], stdout=None, stderr=None, check=False)  # AFX971


async def checked():
    await anyio.run_process(["make"], stdout=None, stderr=None)  # AFX971


async def within_a_time():
    await anyio.to_thread.run_sync(functools.partial(subprocess.run, ["make"], timeout=3))  # AFX102
    await anyio.sleep(1)  # ok: lets the others run
