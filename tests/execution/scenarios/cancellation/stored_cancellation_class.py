# raises: NoEventLoopError
# safety: unsafe
# on: anyio
import asyncio

Cancelled = asyncio.get_cancelled_exc_class()


async def main():
    try:
        await asyncio.sleep(1)
    except Cancelled:
        print("stopped")
        raise
    print("worked")
