# raises: RuntimeError: asyncio.run() cannot be called
# defect: never awaited
# safety: unsafe
import asyncio


async def add(number):
    await asyncio.sleep(1)
    return number + 1


class Counter:
    def __init__(self):
        self.value = 0

    async def count(self):
        value = self.value
        self.value = asyncio.run(add(value))


async def main():
    counter = Counter()
    await counter.count()
    print(counter.value)
