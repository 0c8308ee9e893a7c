# defect: blocked
# on: trio anyio
import asyncio
import time


class Source:
    def __init__(self):
        self.count = 0

    def take(self):
        time.sleep(0.1)
        self.count += 1
        if self.count > 20:
            raise ValueError("empty")
        return None if self.count < 19 else self.count


async def pump(source):
    while True:
        item = source.take()
        if item is None:
            continue
        print(item)
        await asyncio.sleep(1)


async def main():
    try:
        await pump(Source())
    except ValueError as error:
        print(error)
    await asyncio.sleep(1)
