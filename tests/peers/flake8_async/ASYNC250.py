# Waiting for a line from the keyboard.
import asyncio

import anyio
import trio


async def asks():
    return input("name? ")  # AFX102


async def asks_in_a_thread():
    await asyncio.to_thread(input, "name? ")  # ok: in a thread
    await anyio.to_thread.run_sync(input, "name? ")  # ok: in a thread
    return await trio.to_thread.run_sync(input, "name? ")  # ok: in a thread
