# select: AFX303
# A handler of the cancellation that leaves by return, yield, break or another exception.
import asyncio

import anyio
import trio


async def returns(job):
    try:
        return await job.result()
    except trio.Cancelled:  # AFX303
        return None


async def returns_in_anyio(job):
    try:
        return await job.result()
    except anyio.get_cancelled_exc_class():  # AFX303
        return None


async def returns_in_asyncio(job):
    try:
        return await job.result()
    except asyncio.CancelledError:  # AFX303
        return None


async def returns_for_everything(job):
    try:
        return await job.result()
    except BaseException:  # AFX301
        return None


async def continues(jobs):
    for job in jobs:
        try:
            await job.result()
        except trio.Cancelled:  # AFX301
            continue


async def continues_for_ever(jobs):
    while True:
        try:
            await jobs.next()
        except trio.Cancelled:  # AFX301
            continue


async def breaks(jobs):
    for job in jobs:
        try:
            await job.result()
        except trio.Cancelled:  # AFX303
            break


async def raises_another(job):
    try:
        return await job.result()
    except asyncio.CancelledError:  # ok: said on purpose: who called it learns of an end that is none of theirs
        raise LookupError("no result")


async def raises_the_same(job):
    try:
        return await job.result()
    except trio.Cancelled as error:  # ok: the same one, by its name
        job.note(error)
        raise error
