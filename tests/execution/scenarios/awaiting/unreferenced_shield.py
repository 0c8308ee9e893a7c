# defect: lost task
# after: saved
# after: end
# cancel: no, as the defect is a task that is lost
import asyncio
import weakref


class Store:
    def __init__(self):
        self.waiting = None

    async def save(self):
        future = asyncio.get_running_loop().create_future()
        self.waiting = weakref.ref(future)
        await future
        print("saved")

    async def close(self):
        await asyncio.shield(self.save())


async def main():
    store = Store()
    closing = asyncio.create_task(store.close())
    await asyncio.sleep(1)
    closing.cancel()
    await asyncio.wait([closing])
    del closing
    await asyncio.sleep(1)
    future = store.waiting()
    if future is not None:
        future.set_result(None)
    await asyncio.sleep(1)
    print("end")
