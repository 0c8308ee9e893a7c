# select: AFX303
# A handler that catches the cancellation and does not raise it again.
import asyncio

import anyio
import trio


async def waits_on_in_trio(job, log):
    while True:
        try:
            await job.step()
        except trio.Cancelled:  # AFX301
            log.info("stopped")


async def waits_on_in_anyio(job, log):
    while True:
        try:
            await job.step()
        except anyio.get_cancelled_exc_class():  # AFX301
            log.info("stopped")


async def waits_on_in_asyncio(job, log):
    while True:
        try:
            await job.step()
        except asyncio.CancelledError:  # AFX301
            log.info("stopped")


async def everything(job, log):
    try:
        await job.step()
    except BaseException:  # AFX301
        log.info("failed")
    await job.next()


async def bare(job, log):
    try:
        await job.step()
    except:  # AFX301
        log.info("failed")
    await job.next()


async def ends(job, log):
    try:
        await job.step()
    except trio.Cancelled:  # AFX303
        log.info("stopped")


async def raised_on_one_path_only(job):
    while True:
        try:
            await job.step()
        except asyncio.CancelledError:  # ok: it raises on some path, under a condition that nobody here can judge
            if job.stopped:
                raise


async def raised(job, log):
    try:
        await job.step()
    except trio.Cancelled:  # ok: raised again
        log.info("stopped")
        raise
    try:
        await job.step()
    except BaseException as error:  # ok: raised again
        log.info("failed")
        raise error
    try:
        await job.step()
    except asyncio.CancelledError:  # ok: raised on both paths
        if job.stopped:
            raise
        else:
            raise


async def handled_before(job, log):
    try:
        await job.step()
    except trio.Cancelled:  # ok: raised again
        raise
    except BaseException:  # ok: the cancellation does not come here
        log.info("failed")
    await job.next()


def not_a_coroutine(job, log):
    try:
        job.run()
    except BaseException:  # ok: nothing is awaited, so nothing is cancelled
        log.info("failed")
