# A service that is started without waiting until it is ready, on entry to a context manager.
from contextlib import asynccontextmanager

import anyio
import trio


class Server:
    def __init__(self, handler):
        self.handler = handler
        self.nursery = None
        self.stack = None

    async def __aenter__(self):
        self.stack = trio.open_nursery()
        nursery = self.nursery = await self.stack.__aenter__()
        nursery.start_soon(trio.serve_tcp, self.handler, 80)  # AFX506
        return self

    async def __aexit__(self, *error):
        return await self.stack.__aexit__(*error)


@asynccontextmanager
async def served(handler, port):
    async with trio.open_nursery() as nursery:
        nursery.start_soon(trio.serve_tcp, handler, port)  # AFX506
        yield nursery


@asynccontextmanager
async def served_in_anyio(listener, handler):
    async with anyio.create_task_group() as group:
        group.start_soon(listener.serve, handler)  # ok: it listens already
        yield group


@asynccontextmanager
async def served_when_ready(handler, port):
    async with trio.open_nursery() as nursery:
        await nursery.start(trio.serve_tcp, handler, port)  # ok: waits until it listens
        yield nursery
        nursery.start_soon(trio.serve_tcp, handler, port + 1)  # ok: after the block


async def not_a_manager(handler):
    async with trio.open_nursery() as nursery:
        nursery.start_soon(trio.serve_tcp, handler, 80)  # ok: nobody is told that it is ready
        await trio.sleep(3)
