# safety: unsafe
# defect: never awaited
# after: 1 saved
# after: 2 saved
import asyncio


class Store:
    count = 0

    async def save(self):
        await asyncio.sleep(1)
        return "saved"

    async def add(self):
        before = self.count
        result = self.save()
        self.count = before + 1
        return result if False else self.count


async def main():
    store = Store()
    for _ in range(2):
        print(await store.add(), "saved")
