# Waiting for a line from the keyboard.
import asyncio

import anyio
import trio


async def name():
    print("Who are you?")
    return input()  # AFX102


async def name_in_a_thread():
    await asyncio.to_thread(input)  # ok: in a thread
    await trio.to_thread.run_sync(input)  # ok: in a thread
    return await anyio.to_thread.run_sync(input)  # ok: in a thread
