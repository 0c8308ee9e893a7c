# defect: never awaited
# safety: unsafe
# after: working
# after: joined
# cancel: no, as it has no event loop of its own
import asyncio
import threading


async def work():
    await asyncio.sleep(1)
    print("working")


def main():
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    print("joined")
