# Locks, and what only sounds like one.
import asyncio
import threading


class Chain:
    def __init__(self):
        self.blocks = []
        self.clock = None
        self.async_lock = asyncio.Lock()
        self.lock = threading.Lock()

    async def reads(self, job):
        with self.blocks:  # ok: no lock
            await job()
        with self.clock:  # ok: no lock
            await job()
        async with self.async_lock:  # ok: a lock of asyncio may be held (found by deslop)
            await job()

    async def takes_and_gives_back(self):
        with self.lock:  # ok: nothing is awaited under it
            self.blocks.append(1)
