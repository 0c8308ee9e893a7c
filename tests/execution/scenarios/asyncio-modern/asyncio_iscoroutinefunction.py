# defect: deprecated
# later: 3.14
# target: 3.14
import asyncio


async def work():
    await asyncio.sleep(1)


async def main():
    print(asyncio.iscoroutinefunction(work), asyncio.iscoroutinefunction(print))
    await work()
