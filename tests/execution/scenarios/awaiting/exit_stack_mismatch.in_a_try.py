# safety: unsafe
# after: opened a
# after: measured b
# on: asyncio trio anyio
import asyncio
import contextlib


@contextlib.asynccontextmanager
async def connected(name):
    await asyncio.sleep(1)
    yield name


@contextlib.contextmanager
def measured(name):
    yield name


async def main():
    async with contextlib.AsyncExitStack() as stack:
        try:
            print("opened", stack.enter_context(connected("a")))
        except Exception:
            print("not opened")
        try:
            print("measured", await stack.enter_async_context(measured("b")))
        except Exception:
            print("not measured")
        await asyncio.sleep(0)
