# select: AFX103
import asyncio

import lines
from lines import Lines


class Reader(Lines):
    async def next(self, ready: asyncio.Event):
        while self.queue.empty():
            await ready.wait()
        return self.take()  # ok: something is there

    async def next_with_a_break(self, ready: asyncio.Event):
        while self.queue.empty():
            if ready.is_set():
                break
            await ready.wait()
        return self.take()  # AFX103

    async def after_waiting(self, ready: asyncio.Event):
        if not self.queue.empty():
            await ready.wait()
            return self.take()  # AFX103
        return None


async def read(reader: Reader):
    reader.take()  # AFX103
    reader.take_waiting()  # AFX103
    reader.take_if_any()  # ok: only if something is there
    reader.drain()  # ok: as long as something is there
    reader.drain_by_method()  # ok: as long as something is there
    lines.first(reader.queue)  # ok: only if something is there


async def addresses(value):
    lines.data(value)  # ok: the address is the data
    lines.fetched(value)  # AFX103
    lines.any_data(value)  # ok: the address is the data
    lines.remote(value)  # AFX103
    if value.startswith("data:"):
        lines.fetched(value)  # ok: the address is the data
