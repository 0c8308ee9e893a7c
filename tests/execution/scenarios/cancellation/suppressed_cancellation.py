# defect: survives cancellation
# safety: unsafe
import asyncio
import contextlib


async def main():
    for attempt in range(2):
        with contextlib.suppress(asyncio.CancelledError, ConnectionError):
            await asyncio.sleep(1)
            raise ConnectionError("lost")
    await asyncio.sleep(1)
    print("end")
