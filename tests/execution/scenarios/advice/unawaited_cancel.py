# after: cleaned up
# after: closed
# safety: unsafe
import asyncio


class Poller:
    def start(self):
        self.task = asyncio.create_task(self.poll())

    async def poll(self):
        try:
            await asyncio.sleep(10)
        finally:
            await asyncio.sleep(1)
            print("cleaned up")

    async def stop(self):
        self.task.cancel()
        await asyncio.sleep(0)
        print("closed")


async def main():
    poller = Poller()
    poller.start()
    await asyncio.sleep(1)
    await poller.stop()
