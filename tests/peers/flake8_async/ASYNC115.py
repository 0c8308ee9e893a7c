# `sleep(0)` in the place of a checkpoint. No rule: both do the same.
import anyio
import trio


async def rest():
    await trio.sleep(0)  # ok: no rule
    await anyio.sleep(0)  # ok: no rule
    await trio.sleep(seconds=0)  # ok: no rule
    await trio.lowlevel.checkpoint()  # ok: what the peer wants
