# A function called where it was to be passed to a thread.
import asyncio


def work(number) -> None:
    print(number)


async def calls(loop):
    await asyncio.to_thread(work(1))  # AFX403
    await asyncio.get_running_loop().run_in_executor(None, work(1))  # AFX403


async def calls_well(loop):
    await asyncio.to_thread(work, 1)  # ok: passed
    await loop.run_in_executor(None, work, 1)  # ok: passed
