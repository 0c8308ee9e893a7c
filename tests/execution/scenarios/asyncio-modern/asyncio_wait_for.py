# defect: uses asyncio.wait_for
# safety: unsafe
# target: 3.11
import asyncio


async def answer(seconds):
    await asyncio.sleep(seconds)
    return seconds


async def main():
    value = await asyncio.wait_for(answer(1), 5)
    print(value)
    try:
        await asyncio.wait_for(answer(5), timeout=1)
    except TimeoutError:
        print("late")
