# raises: TypeError: sleep() got an unexpected keyword argument 'loop'
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    print("waiting")
    await asyncio.sleep(1, loop=loop)
    print("done")
