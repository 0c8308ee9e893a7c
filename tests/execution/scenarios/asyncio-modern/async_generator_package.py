# defect: uses async_generator.asynccontextmanager
# safety: unsafe
import asyncio

from async_generator import asynccontextmanager


@asynccontextmanager
async def opened(name):
    print("open", name)
    await asyncio.sleep(1)
    try:
        yield name.upper()
    finally:
        print("close", name)


async def main():
    async with opened("a") as value:
        print(value)
    try:
        async with opened("b"):
            raise ValueError("inside")
    except ValueError as error:
        print(error)
