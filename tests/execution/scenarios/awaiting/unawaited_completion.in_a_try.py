# safety: unsafe
# defect: never awaited
# after: loaded a
# after: loaded b
import asyncio


async def load(name):
    await asyncio.sleep(ord(name))
    return name


async def main():
    tasks = [asyncio.create_task(load(name)) for name in "ab"]
    for task in asyncio.as_completed(tasks):
        try:
            print("loaded", task.result())
        except Exception:
            print("failed")
    await asyncio.gather(*tasks)
