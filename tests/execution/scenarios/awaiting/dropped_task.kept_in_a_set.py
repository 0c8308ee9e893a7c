# defect: lost task
# after: woken
# after: done
# cancel: no, as the defect is a task that is lost
import asyncio




class Bell:
    """Knows what waits for it by a weak reference alone, as a network library may."""

    def __init__(self):
        self.waiting = None

    async def wait(self):
        import weakref

        future = asyncio.get_running_loop().create_future()
        self.waiting = weakref.ref(future)
        await future
        print("woken")

    def ring(self):
        future = self.waiting()
        if future is not None:
            future.set_result(None)


async def main():
    bell = Bell()
    asyncio.create_task(bell.wait())
    await asyncio.sleep(2)
    bell.ring()
    await asyncio.sleep(1)
    print("done")
