# select: AFX602
# Yield in a context manager, in an asynchronous generator.
from contextlib import asynccontextmanager

import trio


async def session(pool):
    async with pool.take() as taken:
        yield taken  # AFX602


@asynccontextmanager
async def managed_session(pool):
    async with pool.take() as taken:
        yield taken  # ok: a context manager


@trio.as_safe_channel
async def channel(pool):
    async with pool.take() as taken:
        yield taken  # ok: trio closes it
