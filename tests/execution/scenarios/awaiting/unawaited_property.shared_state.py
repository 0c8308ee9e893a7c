# safety: unsafe
# defect: never awaited
import asyncio


class Session:
    sent = 0

    @property
    async def is_open(self):
        await asyncio.sleep(1)
        return True

    async def send(self):
        before = self.sent
        if not self.is_open:
            return
        self.sent = before + 1
        print(self.sent, "sent")


async def main():
    await Session().send()
