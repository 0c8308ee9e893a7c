# asyncify-codemod leaves out that `anyio.run_process` checks the exit status unless told not to, and takes no `timeout=`.
# select: AFX971
import subprocess

import anyio


async def unchecked():
    subprocess.run(["make"])  # AFX971


async def checked():
    subprocess.run(["make"], check=True)  # AFX971


async def within_a_time():
    subprocess.run(["make"], timeout=3)  # AFX102
    await anyio.sleep(1)  # ok: lets the others run
