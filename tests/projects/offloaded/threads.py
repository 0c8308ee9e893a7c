import asyncio
import concurrent.futures
import functools
import threading

from slow import nap


async def all_in_threads(loop: asyncio.AbstractEventLoop):
    await asyncio.to_thread(nap, 2)  # ok: in a thread
    await asyncio.to_thread(functools.partial(nap, 2))  # ok: in a thread
    await loop.run_in_executor(None, nap)  # ok: in a thread
    await loop.run_in_executor(None, lambda: nap(2))  # ok: in a thread
    await asyncio.get_running_loop().run_in_executor(None, nap)  # ok: in a thread
    threading.Thread(target=nap, daemon=True).start()  # ok: in a thread
    threading.Timer(1, nap).start()  # ok: in a thread
    with concurrent.futures.ProcessPoolExecutor() as pool:  # AFX102
        pool.submit(nap)  # ok: in a process


async def before_the_thread():
    await asyncio.to_thread(print, nap())  # AFX103
