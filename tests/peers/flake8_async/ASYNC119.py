# select: AFX602
# Yield in a context manager, in an asynchronous generator.
import contextlib

import pytest


async def rows(database):
    with database.lock:
        yield 1  # AFX602
    async with database.connect() as connection:
        yield connection  # AFX602
        async for row in connection.rows():
            yield row  # AFX602


@contextlib.asynccontextmanager
async def connection(database):
    async with database.connect() as opened:
        yield opened  # ok: a context manager


@pytest.fixture
async def opened(database):
    async with database.connect() as opened:
        yield opened  # ok: a fixture


def plain(database):
    with database.lock:
        yield 1  # ok: a plain generator is closed as soon as nobody refers to it


async def outside(database):
    async with database.connect() as connection:
        found = await connection.all()
    yield found  # ok: the block has ended
