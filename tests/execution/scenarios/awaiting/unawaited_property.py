# defect: never awaited
# after: closed
# on: asyncio trio anyio
import asyncio


class Session:
    @property
    async def is_open(self):
        await asyncio.sleep(1)
        return False

    async def send(self):
        if self.is_open:
            print("sent")
        else:
            print("closed")


async def main():
    await Session().send()
    await asyncio.sleep(0)
