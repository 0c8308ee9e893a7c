# A relative timeout that is made before it is entered. trio from 0.27 on counts from the entry, so only the others are found.
import anyio
import trio


async def early(job):
    limit = anyio.move_on_after(5)  # AFX307
    await job.prepare()
    with limit:
        await job()


async def early_failure(job):
    limit = anyio.fail_after(5)  # AFX307
    await job.prepare()
    with limit:
        await job()


async def early_in_trio(job):
    limit = trio.fail_after(5)  # ok: counts from the entry, since trio 0.27 of October 2024
    await job.prepare()
    with limit:
        await job()


async def in_place(job):
    with anyio.move_on_after(5):  # ok: made where it is entered
        await job()
    with trio.fail_after(5) as scope:  # ok: made where it is entered
        await job(scope)
