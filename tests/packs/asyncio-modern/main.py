"""Old asyncio that Python 3.11 still runs."""
import asyncio
import contextlib
import sys
from asyncio import ensure_future as spawn

import async_generator
import async_timeout
from async_generator import aclosing, asynccontextmanager

steps = []


async def tick(name, times):
    for number in range(times):
        steps.append((name, number))
        await asyncio.sleep(0)
    return name


async def never():
    try:
        await asyncio.Event().wait()
    finally:
        steps.append("cancelled")


async def tasks():
    first = asyncio.ensure_future(tick("first", 2))
    second = spawn(tick("second", 3))
    print(await asyncio.gather(first, second), steps)
    # What is no coroutine stays what it is.
    future = asyncio.get_running_loop().create_future()
    future.set_result("ready")
    print(asyncio.ensure_future(future) is future)


async def handlers():
    for handler in (tick, print, never):
        print(handler.__name__, asyncio.iscoroutinefunction(handler))


async def timeouts():
    async with async_timeout.timeout(5):
        print("in time", await tick("third", 1))
    try:
        async with async_timeout.timeout(0.01):
            await never()
    except asyncio.TimeoutError as error:
        print(type(error).__name__, steps[-1])
    async with async_timeout.timeout(None):
        print("without a limit")
    try:
        await asyncio.wait_for(never(), 0.01)
    except TimeoutError:
        print("too late", steps[-1])
    value = await asyncio.wait_for(tick("fourth", 1), timeout=5)
    print(value)
    return await asyncio.wait_for(tick("fifth", 1), None)


@asynccontextmanager
async def opened(name):
    print("open", name)
    try:
        yield name.upper()
    finally:
        print("close", name)


@async_generator.asynccontextmanager
async def wrapped(name):
    async with opened(name) as inner:
        yield inner


async def numbers():
    try:
        for number in range(9):
            yield number
    finally:
        print("closed")


async def generators():
    async with wrapped("door") as name:
        print(name)
    with contextlib.suppress(KeyError):
        async with opened("window"):
            raise KeyError("lost")
    async with aclosing(numbers()) as each:
        async for number in each:
            if number == 2:
                break
    print("done", number)


async def main():
    await tasks()
    await handlers()
    print(await timeouts())
    await generators()


if __name__ == "__main__":
    asyncio.run(main())
    sys.exit(0)
