# target: 3.11
# select: AFX905
# Timeouts and scopes.
import asyncio

import anyio
import click
import pytest
import trio


async def returns_from_within(job):
    async with asyncio.timeout(3):  # ok: it awaits (found by flake8-async as ASYNC912)
        try:
            return await job()
        except OSError:
            return None


def in_a_plain_function(work):
    with trio.CancelScope() as scope:  # ok: no coroutine, so an object that is handed on (found by ruff and SonarPython)
        return work(scope)


async def waits_in_a_comprehension(pages):
    with anyio.move_on_after(3):  # ok: it awaits (found by flake8-async)
        return [await page.load() for page in pages]


async def beside_another(job, lock):
    async with asyncio.timeout(3), lock:  # ok: entering the lock awaits
        job()


class Stream(asyncio.StreamReader):
    async def readline(self, timeout=None):  # ok: an override, of a class that others wrote (found by ruff and flake8-async)
        return await super().readline()


class Reader:
    async def read(self, timeout):  # AFX905
        return timeout


class FileReader(Reader):
    async def read(self, timeout):  # ok: an override (found by flake8-async, and by ruff without `typing.override`)
        return timeout


@click.command()
@click.option("--timeout")
async def main(timeout):  # ok: the decorator gives it (found by ruff)
    await asyncio.sleep(timeout)


@pytest.fixture
async def server(timeout):  # ok: the decorator gives it (found by ruff)
    return timeout


async def keeps_alive():
    while True:
        await asyncio.sleep(3600)  # ok: waits for nothing (found by ruff as a busy wait)
