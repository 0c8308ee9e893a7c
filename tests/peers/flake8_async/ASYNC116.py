# A sleep of more than a day in the place of `sleep_forever`. No rule: it does what it says.
import math

import anyio
import trio


async def rest():
    await trio.sleep(90000)  # ok: no rule
    await trio.sleep(math.inf)  # ok: no rule
    await anyio.sleep(float("inf"))  # ok: no rule
    await anyio.sleep(1e999)  # ok: no rule
    await trio.sleep(3600)  # ok: less than a day
