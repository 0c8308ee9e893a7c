# Coroutines that somebody awaits, and functions that make none.
import asyncio
import functools

import trio


async def job(number=1):
    await asyncio.sleep(number)


def starter(function):
    @functools.wraps(function)
    def start(*args):
        return asyncio.ensure_future(function(*args))

    return start


@starter
async def started(number):
    await asyncio.sleep(number)


async def of_decorated():
    started(1)  # ok: the decorator starts it, for all that is known


async def assigned_first():
    waiting = trio.sleep(2)  # ok: awaited in the next line (found by flake8-async and ruff, whose fix adds a second `await`)
    await waiting


async def handed_on(stack, group):
    stack.push_async_callback(job, 1)  # ok: only named
    group.start_soon(job, 2)  # ok: only named
    await asyncio.wait_for(job(), 3)  # ok: handed on to what awaits it
    await asyncio.gather(job(), job())  # ok: handed on to what awaits them
    return job()  # ok: who called it awaits it


class Loop:
    def call_soon(self, function): ...


async def own_call_soon(loop: Loop):
    loop.call_soon(job)  # ok: a class of the project's own, which may await


async def other_sleep(sleep):
    sleep(1)  # ok: a parameter
