# defect: survives cancellation
# raises: TimeoutError
# safety: unsafe
import asyncio


async def ask():
    try:
        await asyncio.wait_for(asyncio.sleep(5), 1)
    except asyncio.CancelledError:
        print("timeout")


async def main():
    print("ask")
    await ask()
    await asyncio.sleep(1)
