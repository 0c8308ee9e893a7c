# raises: AttributeError: module 'asyncio' has no attribute 'coroutine'
# target: 3.11
import asyncio


@asyncio.coroutine
def greet(name):
    yield from asyncio.sleep(1)
    value = yield from asyncio.gather(asyncio.sleep(1, "a"), asyncio.sleep(2, "b"))
    return f"hello {name}", value


async def main():
    print(await greet("you"))
