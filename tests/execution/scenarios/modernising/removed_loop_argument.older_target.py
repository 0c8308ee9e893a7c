# raises: TypeError: Event.__init__() got an unexpected keyword
# safety: unsafe
# target: 3.8
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    print("waiting")
    event = asyncio.Event(loop=loop)
    event.set()
    await event.wait()
    print("done")
