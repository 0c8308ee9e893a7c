# An endless loop without a checkpoint. Off by default at the peer.
import anyio
import trio


async def spins(job):
    while True:  # AFX313
        job.step()


async def perhaps(job):
    while True:  # AFX914
        if job.ready:
            await trio.sleep(1)


async def perhaps_in_anyio(job):
    while True:  # AFX914
        if job.ready:
            await anyio.sleep(1)


async def rests(job):
    while True:  # ok: waits each time round
        job.step()
        await trio.lowlevel.checkpoint()


async def ends(job):
    while True:  # ok: it can be left
        if job.step():
            break
