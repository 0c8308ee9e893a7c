# Blocking calls under an `await`, which flake8-async takes for asynchronous ones.
import asyncio
import subprocess


async def runs(command):
    await subprocess.run(command)  # AFX203
    await asyncio.sleep(1)  # ok: asynchronous
