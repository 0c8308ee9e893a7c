# after: stopped
# after: end
# on: trio anyio
# safety: unsafe
import asyncio


async def main():
    with asyncio.move_on_after(1):
        try:
            await asyncio.sleep(10)
        finally:
            await asyncio.sleep(1)
            # only now
            print("stopped")
    await asyncio.sleep(1)
    print("end")
