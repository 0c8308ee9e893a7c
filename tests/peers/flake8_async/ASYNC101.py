# target: 3.11
# Yield in a cancel scope, outside of context managers.
import asyncio
import contextlib

import anyio
import pytest
import trio


async def in_nursery(source):
    async with trio.open_nursery() as nursery:
        nursery.start_soon(source.fill)
        yield source  # AFX601


async def in_task_group(source):
    async with anyio.create_task_group() as group:
        group.start_soon(source.fill)
        yield source  # AFX601


async def in_asyncio_group(source):
    async with asyncio.TaskGroup() as group:
        group.create_task(source.fill())
        yield source  # AFX601


async def in_asyncio_timeout(source):
    async with asyncio.timeout(2):
        yield await source.get()  # AFX601


def in_scope(source):
    with trio.CancelScope():
        yield source  # AFX601


async def in_timeouts(source):
    with trio.move_on_after(2):
        yield await source.get()  # AFX601
    with trio.fail_after(2):
        yield await source.get()  # AFX601
    with anyio.move_on_after(2):
        yield await source.get()  # AFX601
    with anyio.fail_after(2):
        yield await source.get()  # AFX601


async def below_a_loop_and_a_condition(source):
    with anyio.fail_after(2):
        while True:
            if source.ready:
                yield await source.get()  # AFX601


@contextlib.asynccontextmanager
async def manager(source):
    async with trio.open_nursery() as nursery:
        nursery.start_soon(source.fill)
        yield source  # ok: a context manager


@contextlib.contextmanager
def plain_manager(source):
    with trio.fail_after(2):
        yield source  # ok: a context manager


@pytest.fixture
async def filled(source):
    async with anyio.create_task_group() as group:
        group.start_soon(source.fill)
        yield source  # ok: a fixture


async def function_inside(source):
    async with trio.open_nursery() as nursery:
        def parts():
            yield source  # ok: the inner function has no scope

        nursery.start_soon(source.fill, parts)


async def after_the_scope(source):
    with trio.move_on_after(2):
        await source.fill()
    yield source  # ok: the scope has ended
