# The quick fix of SonarPython puts `asyncio.sleep` in the place of `time.sleep` without an `await`.
import asyncio


async def rests(job):
    await asyncio.sleep(3)  # AFX101
    await asyncio.sleep(3)  # ok: lets the others run
    if job.slow and await asyncio.sleep(3) is None:  # AFX101
        job.stop()
