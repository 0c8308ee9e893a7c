# defect: survives cancellation
# safety: unsafe
# on: asyncio
import asyncio


async def main():
    try:
        await asyncio.sleep(1)
    except BaseException as error:
        print("failed", type(error).__name__)
    try:
        await asyncio.sleep(1)
    except:
        print("failed again")
    await asyncio.sleep(1)
    print("end")
