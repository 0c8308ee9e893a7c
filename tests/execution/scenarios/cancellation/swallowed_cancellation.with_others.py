# defect: survives cancellation
# safety: unsafe
import asyncio


async def fetch():
    await asyncio.sleep(1)
    raise ConnectionError("lost")


async def main():
    for attempt in range(2):
        try:
            await fetch()
        except (asyncio.CancelledError, ConnectionError):
            print("failed")
    await asyncio.sleep(1)
    print("end")
