# defect: survives cancellation
# safety: unsafe
# on: asyncio
import asyncio


async def main():
    for attempt in range(3):
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            print("cancelled")
    await asyncio.sleep(1)
    print("end")
