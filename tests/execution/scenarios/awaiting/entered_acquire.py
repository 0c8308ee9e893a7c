# raises: TypeError
# on: asyncio trio anyio
# cancel: no, because the error comes before a cancellation is seen
import asyncio


class Store:
    def __init__(self):
        self.lock = asyncio.Lock()

    async def save(self, name):
        async with await self.lock.acquire():
            print("saving", name)
            await asyncio.sleep(1)
            print("saved", name)


async def main():
    store = Store()
    for name in "ab":
        await store.save(name)
