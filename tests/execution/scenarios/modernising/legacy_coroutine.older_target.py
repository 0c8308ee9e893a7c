# raises: AttributeError: module 'asyncio' has no attribute 'coroutine'
# safety: unsafe
# target: 3.8
import asyncio


@asyncio.coroutine
def greet(lock):
    with (yield from lock):
        yield from asyncio.sleep(1)
    return lock.locked()


async def main():
    print(await greet(asyncio.Lock()))
