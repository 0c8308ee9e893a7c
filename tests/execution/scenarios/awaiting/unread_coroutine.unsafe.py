# safety: unsafe
# defect: never awaited
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
        return self.count


async def main():
    store = Store()
    for _ in range(2):
        print(await store.add(), "saved")
