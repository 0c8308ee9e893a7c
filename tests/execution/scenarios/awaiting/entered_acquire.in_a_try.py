# safety: unsafe
# defect: never awaited
# after: saved a
# after: saved b
import asyncio


async def save(lock: asyncio.Lock, name):
    try:
        with lock.acquire():
            await asyncio.sleep(1)
            print("saved", name)
    except Exception:
        print("not saved", name)


async def main():
    lock = asyncio.Lock()
    for name in "ab":
        await save(lock, name)
