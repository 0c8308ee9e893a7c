# Generators and context managers that are closed by those who use them.
import contextlib

import trio


@contextlib.asynccontextmanager
async def manager(page):
    async with page.open() as opened:
        yield opened  # ok: a context manager


@trio.as_safe_channel
async def channel(page):
    async with page.open() as opened:
        yield opened  # ok: trio closes it (found by flake8-async)


async def numbers(limit):
    for number in range(limit):
        yield number  # ok: holds nothing


async def read_to_the_end():
    async for number in numbers(3):  # ok: read to its end
        print(number)


@contextlib.asynccontextmanager
async def nothing_to_undo(page):
    await page.open()
    yield page  # ok: nothing follows
