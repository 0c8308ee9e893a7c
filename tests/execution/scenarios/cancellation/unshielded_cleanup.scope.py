# after: stopped
# after: end
# on: trio anyio
# safety: unsafe
import asyncio


async def main():
    with asyncio.move_on_after(1):
        try:
            await asyncio.sleep(10)
        except BaseException:
            with asyncio.fail_after(5):
                await asyncio.sleep(1)
                print("stopped")
            raise
    await asyncio.sleep(1)
    print("end")
