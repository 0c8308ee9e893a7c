# defect: deprecated
# safety: unsafe
# later: 3.14
# target: 3.10
import asyncio
import inspect


async def work():
    await asyncio.sleep(1)


async def main():
    print(asyncio.iscoroutinefunction(work), inspect.isawaitable(3))
    await work()
