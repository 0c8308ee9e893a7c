# defect: never awaited
# safety: unsafe
# after: saved
# after: 1
import asyncio


class Counter:
    def __init__(self):
        self.value = 0

    async def save(self):
        await asyncio.sleep(1)
        print("saved")

    async def count(self):
        value = self.value
        self.save()
        self.value = value + 1


async def main():
    counter = Counter()
    await counter.count()
    print(counter.value)
