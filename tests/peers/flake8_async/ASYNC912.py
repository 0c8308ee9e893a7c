# A timeout around code that need not come by a checkpoint. Off by default at the peer and here.
import trio


async def perhaps(job):
    with trio.fail_after(3):  # AFX917
        if job.ready:
            await job()


async def loops(jobs):
    with trio.fail_after(3):  # ok: it begins with a loop that waits in each turn
        while jobs.left():
            await jobs.next()


async def always(job):
    with trio.fail_after(3):  # ok: waits on both paths
        if job.ready:
            await job()
        else:
            await trio.lowlevel.checkpoint()
