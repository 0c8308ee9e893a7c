# raises: AttributeError
# defect: never awaited
import asyncio


async def load(name):
    await asyncio.sleep(1)
    return name


async def main():
    tasks = [asyncio.create_task(load(name)) for name in "ab"]
    for task in asyncio.as_completed(tasks):
        print(task.result().upper())
    print(sorted([task.result() for task in asyncio.as_completed(tasks)]))
