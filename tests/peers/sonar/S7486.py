# A sleep of more than a day. No rule: it does what it says.
import trio


async def waits():
    await trio.sleep(86400 * 30)  # ok: no rule
