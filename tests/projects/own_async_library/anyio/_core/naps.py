import time

from .. import to_thread


async def nap():
    time.sleep(1)  # AFX101
    await to_thread.run_sync(print, "woken")
