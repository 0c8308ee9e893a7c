# A loop that sleeps until a shared flag is set. No rule, see flake8_async/ASYNC110.py.
import asyncio

import anyio
import trio

STARTED = False


async def waits():
    while not STARTED:
        await asyncio.sleep(0.1)  # ok: no rule


async def waits_in_trio():
    while not STARTED:
        await trio.sleep(0.1)  # ok: no rule


async def waits_in_anyio():
    while not STARTED:
        await anyio.sleep(0.1)  # ok: no rule
