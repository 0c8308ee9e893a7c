# A generator with a way from one yield to the next without a checkpoint. Off by default at the peer and here.
import trio


async def numbers(limit):  # AFX916
    for number in range(limit):
        yield number


async def rested(limit):
    for number in range(limit):
        await trio.lowlevel.checkpoint()
        yield number  # ok: waits before each
    await trio.lowlevel.checkpoint()
