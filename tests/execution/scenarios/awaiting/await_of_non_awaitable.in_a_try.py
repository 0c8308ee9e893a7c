# safety: unsafe
# after: set True
import asyncio


async def main():
    event = asyncio.Event()
    try:
        await event.set()
        print("set", event.is_set())
    except Exception:
        print("failed", event.is_set())
    await asyncio.sleep(0)
