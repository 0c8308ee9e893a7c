# defect: never awaited
# raises: AttributeError
import asyncio


async def load(name):
    await asyncio.sleep(1)
    return name


async def main():
    name = load("a")
    print(name.upper())
