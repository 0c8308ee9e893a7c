# defect: blocked
# safety: unsafe
import asyncio
import time


class Counter:
    def __init__(self):
        self.value = 0

    async def add(self):
        value = self.value
        time.sleep(2)
        self.value = value + 1


async def main():
    counter = Counter()
    await counter.add()
    print(counter.value)
