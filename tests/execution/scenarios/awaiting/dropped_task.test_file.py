# defect: lost task
# safety: unsafe
# path: tests/test_tasks.py
# after: woken
# cancel: no, as the defect is a task that is lost
import asyncio
import gc
import weakref

waiting = []


async def work():
    future = asyncio.get_running_loop().create_future()
    waiting.append(weakref.ref(future))
    await future
    print("woken")


async def main():
    asyncio.create_task(work())
    await asyncio.sleep(1)
    gc.collect()
    future = waiting[0]()
    if future is not None:
        future.set_result(None)
    await asyncio.sleep(1)
    waiting.clear()
