# raises: TypeError: Passing coroutines is forbidden
# defect: never awaited
import asyncio


async def fetch(number):
    await asyncio.sleep(number)
    return number


async def main():
    done, pending = await asyncio.wait([fetch(number) for number in (3, 1)], timeout=2)
    print(sorted(task.result() for task in done), len(pending))
    done, _ = await asyncio.wait({fetch(1), fetch(2)})
    print(sorted(task.result() for task in done))
