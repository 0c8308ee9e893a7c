# raises: TypeError
import asyncio
import contextlib


@contextlib.asynccontextmanager
async def connected(name):
    await asyncio.sleep(1)
    yield name
    await asyncio.sleep(1)
    print("closed", name)


async def main():
    async with contextlib.AsyncExitStack() as stack:
        print("open")
        names = [stack.enter_context(connected(name)) for name in "ab"]
        names.append(stack.enter_context(connected("c")).upper())
        print(names)
