# target: 3.11
# select: AFX905
# A coroutine function with a parameter `timeout`.
import asyncio

import anyio
import trio


async def naps(timeout):  # AFX905
    await asyncio.sleep(timeout)


async def naps_in_trio(timeout):  # AFX905
    await trio.sleep(timeout)


async def naps_in_anyio(timeout):  # AFX905
    await anyio.sleep(timeout)


async def main():
    async with asyncio.timeout(3):
        await asyncio.sleep(5)  # ok: the caller sets the limit
    with trio.move_on_after(3):
        await trio.sleep(5)  # ok: the caller sets the limit
    with anyio.move_on_after(3):
        await anyio.sleep(5)  # ok: the caller sets the limit


class Base:
    async def read(self, timeout):  # AFX905
        await anyio.sleep(timeout)


class Derived(Base):
    async def read(self, timeout):  # ok: an override has the parameters of what it overrides
        await anyio.sleep(timeout)
