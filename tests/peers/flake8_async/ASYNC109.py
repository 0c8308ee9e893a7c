# target: 3.11
# select: AFX905
# A coroutine function with a parameter `timeout`.
import asyncio

import anyio
import trio


async def fetch(url, timeout):  # AFX905
    async with asyncio.timeout(timeout):
        return await url.get()


async def fetch_in_trio(url, *, timeout=5):  # AFX905
    with trio.fail_after(timeout):
        return await url.get()


async def fetch_in_anyio(url, timeout: float = 5, /):  # AFX905
    with anyio.fail_after(timeout):
        return await url.get()


async def many(*timeout, **timeouts):  # ok: not a parameter of this name
    await anyio.sleep(len(timeout) + len(timeouts))


def plain(timeout):  # ok: not a coroutine function
    return timeout


async def no_timeout(url, deadline):  # ok: another name
    await url.get(deadline)
