# `sleep(0)` in the place of a checkpoint. No rule: both do the same.
import trio


async def rests():
    await trio.sleep(0)  # ok: no rule
