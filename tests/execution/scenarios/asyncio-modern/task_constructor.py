# defect: uses asyncio.Task
import asyncio


async def work(number):
    await asyncio.sleep(number)
    print(number)
    return number


async def main():
    tasks = [asyncio.Task(work(number), name=f"work {number}") for number in (3, 1, 2)]
    print(await asyncio.gather(*tasks), [task.get_name() for task in tasks])
    loop = asyncio.get_running_loop()
    print(await asyncio.Task(work(1), loop=loop))
