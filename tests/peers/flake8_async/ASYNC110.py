# A loop that only sleeps. No rule: in half of the places that were read, what is waited for has no event and belongs to
# another program, and where it has one the event has to be made elsewhere.
import anyio
import trio


async def polls_in_trio(job):
    while not job.done:
        await trio.sleep(1)  # ok: no rule


async def polls_in_anyio(job):
    while not job.done:
        await anyio.sleep(1)  # ok: no rule


async def polls_until(job, now):
    while not job.done:
        await trio.sleep_until(now() + 1)  # ok: no rule


async def polls_without_pause(job):
    while not job.done:
        await trio.lowlevel.checkpoint()  # ok: no rule
