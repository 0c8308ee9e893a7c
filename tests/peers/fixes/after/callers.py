# asyncify-codemod makes plain functions asynchronous whose callers go on as before. Here the caller hands them to a thread.
import asyncio
import time


def pauses(seconds):
    time.sleep(seconds)


def pauses_in_a_script():
    pauses(1)  # ok: no loop runs here


async def rests():
    await asyncio.to_thread(pauses, 3)  # AFX103
    await asyncio.sleep(1)  # ok: lets the others run
