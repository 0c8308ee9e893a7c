# select: AFX303
# Cancellations that are caught and may be.
import asyncio
import contextlib


async def asks_for_it(task):
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:  # ok: it cancelled the task itself (found by flake8-async and SonarPython)
        pass


async def asks_for_it_shortly(task):
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):  # ok: it cancelled the task itself
        await task


async def raises_it_later(jobs):
    cancelled = None
    for job in jobs:
        try:
            await job()
        except asyncio.CancelledError as error:  # ok: kept and raised at the end (found by flake8-async)
            cancelled = error
    if cancelled is not None:
        raise cancelled


async def hands_it_on(job, future):
    try:
        future.set_result(await job())
    except BaseException as error:  # ok: whoever waits for the future gets it (found by flake8-async)
        future.set_exception(error)


def plain(work, log):
    try:
        work()
    except BaseException:  # ok: nothing is awaited (found by flake8-async)
        log.info("failed")


def plain_and_by_name(loop, work):
    try:
        loop.run_until_complete(work())
    except asyncio.CancelledError:  # ok: no coroutine (found by flake8-async)
        pass


async def nothing_awaited(work, log):
    try:
        work()
    except BaseException:  # ok: nothing is awaited (found by flake8-async)
        log.info("failed")


async def conditions(job):
    try:
        await job()
    except asyncio.CancelledError:  # ok: tells its own cancellation from the job's (found by flake8-async)
        if asyncio.current_task().cancelling():
            raise


async def in_a_type(job, log):
    try:
        await job()
    except (ValueError, OSError):  # ok: no cancellation
        log.info("failed")


async def of_a_timeout(job):
    try:
        return await asyncio.wait_for(job(), 3)
    except TimeoutError:  # ok: no cancellation
        return None
