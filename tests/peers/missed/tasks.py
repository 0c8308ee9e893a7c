# Tasks without a reference that peers do not see.
import asyncio


async def job():
    await asyncio.sleep(1)


async def drops():
    asyncio.get_running_loop().create_task(job())  # AFX202
    [asyncio.create_task(job()) for _ in range(3)]  # AFX202
    asyncio.create_task(job()).add_done_callback(print)  # AFX202
    await asyncio.sleep(1)  # ok: awaited


class Owner:
    def __init__(self):
        self.loop = asyncio.get_event_loop()  # ok: asked for before a loop runs, and right where its thread has one

    def start(self, loop: asyncio.AbstractEventLoop):
        self.loop.create_task(job())  # AFX202
        loop.create_task(job())  # AFX202
