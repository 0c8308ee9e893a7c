# target: 3.11
# What a block inside of the nursery has opened is given to a task of the nursery.
import asyncio

import anyio
import trio


async def in_trio(pump, source):
    async with trio.open_nursery() as nursery:
        with source.open() as pipe:
            nursery.start_soon(pump, pipe)  # AFX504
    async with trio.open_nursery() as nursery:
        async with source.connect() as pipe:
            nursery.start_soon(pump, 1, pipe.reader)  # AFX504


async def started(pump, source):
    async with trio.open_nursery() as nursery:
        async with source.connect() as pipe:
            await nursery.start(pump, pipe)  # ok: awaited, and the task may be ready to lose it; also found by the peer


async def in_anyio(pump, source):
    async with anyio.create_task_group() as group:
        async with source.connect() as pipe:
            group.start_soon(pump, pipe)  # AFX504


async def in_asyncio(pump, source):
    async with asyncio.TaskGroup() as group:
        async with source.connect() as pipe:
            group.create_task(pump(pipe))  # AFX504


async def the_other_way_round(pump, source):
    async with source.connect() as pipe:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(pump, pipe)  # ok: the nursery ends first


async def beside(pump, source):
    async with source.connect() as pipe, trio.open_nursery() as nursery:
        nursery.start_soon(pump, pipe)  # ok: the nursery ends first


async def of_an_inner_nursery(pump, source):
    async with trio.open_nursery() as outer:
        async with source.connect() as pipe:
            async with trio.open_nursery() as inner:
                inner.start_soon(pump, pipe)  # ok: the inner nursery ends first
        outer.start_soon(pump)  # ok: takes nothing of the block
