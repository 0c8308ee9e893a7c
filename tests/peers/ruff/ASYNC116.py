# A sleep of more than a day. No rule: it does what it says.
import trio


async def rests():
    await trio.sleep(100000)  # ok: no rule
