# Where a blocking call does not stop the loop, though a peer says so.
import asyncio
import time

import anyio
import trio


async def in_a_lambda_for_a_thread():
    await asyncio.to_thread(lambda: time.sleep(1))  # ok: runs in the thread (found by SonarPython)
    await anyio.to_thread.run_sync(lambda: time.sleep(1))  # ok: runs in the thread (found by SonarPython)
    await trio.to_thread.run_sync(lambda: time.sleep(1))  # ok: runs in the thread (found by SonarPython)


async def in_a_function_for_a_thread(path):
    def read():
        with open(path) as file:  # ok: runs in the thread
            return file.read()

    return await asyncio.to_thread(read)


async def in_a_default(pause=time.sleep(1)):  # ok: runs when the function is defined (found by flake8-async)
    return pause


def plain():
    async def later():
        await asyncio.sleep(1)

    time.sleep(1)  # ok: the enclosing function is none of async code
    return later


def in_a_thread():
    asyncio.run(asyncio.sleep(1))  # ok: no loop runs here
    time.sleep(1)  # ok: after the loop has ended
