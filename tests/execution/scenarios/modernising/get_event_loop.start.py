# raises: RuntimeError: There is no current event loop
# safety: unsafe
# later: 3.14
import asyncio


async def work():
    await asyncio.sleep(1)
    print("worked")


def main():
    loop = asyncio.get_event_loop()
    loop.run_until_complete(work())
