# `asyncio.get_event_loop()`.
import asyncio


async def asks():
    return asyncio.get_event_loop()  # AFX701


async def asks_well():
    return asyncio.get_running_loop()  # ok: the one that runs
