# raises: AttributeError: module 'asyncio' has no attribute 'set_child_watcher'
# safety: unsafe
# later: 3.14
# target: 3.14
import asyncio


async def work():
    await asyncio.sleep(0)
    print("worked")


def main():
    asyncio.set_child_watcher(asyncio.ThreadedChildWatcher())
    asyncio.run(work())
