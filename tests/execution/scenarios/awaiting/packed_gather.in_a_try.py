# safety: unsafe
# defect: never awaited
# after: [0, 2]
import asyncio


async def load(page):
    await asyncio.sleep(page)
    return page * 2


async def main():
    try:
        print(await asyncio.gather([load(page) for page in range(2)]))
    except Exception:
        print("failed")
    await asyncio.sleep(1)
