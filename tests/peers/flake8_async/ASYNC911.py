# A generator with a way from one yield to the next without a checkpoint. Off by default at the peer and here.
import trio


async def numbers(limit):
    for number in range(limit):
        yield number  # AFX916


async def rested(limit):
    for number in range(limit):
        await trio.lowlevel.checkpoint()
        yield number  # ok: waits before each
    await trio.lowlevel.checkpoint()
