# raises: TypeError
import asyncio
import contextlib


@contextlib.contextmanager
def measured(name):
    yield name
    print("measured", name)


async def main():
    async with contextlib.AsyncExitStack() as stack:
        await asyncio.sleep(1)
        print((await stack.enter_async_context(measured("load"))).upper())
