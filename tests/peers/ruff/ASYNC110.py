# A loop that only sleeps. No rule, see flake8_async/ASYNC110.py.
import asyncio

READY = False


async def polls():
    while not READY:
        await asyncio.sleep(1)  # ok: no rule


async def keeps_alive():
    while True:
        await asyncio.sleep(3600)  # ok: waits for nothing at all, though the peer finds it


async def waits(ready: asyncio.Event):
    await ready.wait()  # ok: what the peer wants
