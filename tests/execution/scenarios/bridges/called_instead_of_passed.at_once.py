# defect: failing callback
# safety: unsafe
import asyncio


class Hook:
    def __init__(self):
        self.done = False

    def finish(self):
        self.done = True

    async def run(self):
        loop = asyncio.get_running_loop()
        loop.call_soon(self.finish())
        await asyncio.sleep(0)
        return self.done


async def main():
    print(await Hook().run())
