# target: 3.11
# Tasks that somebody keeps, and groups that keep theirs.
import asyncio


async def job():
    await asyncio.sleep(1)


async def annotated():
    task: asyncio.Task[None] = asyncio.create_task(job())  # ok: kept (found by flake8-async)
    await task


async def group_in_a_variable(group, hass, scope):
    group.create_task(job())  # ok: a task group, as like as not
    hass.async_create_task(job())  # ok: a method of its own, which keeps the task
    scope.create_task(job())  # ok: nobody knows what it is


async def outside_of_a_group():
    task = asyncio.create_task(job())  # ok: kept and awaited (found by omnicoach, which wants task groups everywhere)
    await task


async def without_return_exceptions():
    await asyncio.gather(job(), job())  # ok: the first error goes to who awaits (found by python-vibe-guard)


class Keeper:
    def start(self):
        self.task = asyncio.create_task(job())  # ok: kept


async def alone_in_its_group():
    async with asyncio.TaskGroup() as group:
        group.create_task(job())  # ok: kept by the group; the group itself is advice, off by default
