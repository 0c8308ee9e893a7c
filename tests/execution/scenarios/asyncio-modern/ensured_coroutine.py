# defect: uses asyncio.ensure_future
import asyncio


async def work(number):
    await asyncio.sleep(number)
    print(number)
    return number


async def main():
    tasks = [asyncio.ensure_future(work(number)) for number in (3, 1, 2)]
    print(await asyncio.gather(*tasks))
    last = asyncio.ensure_future(work(1))
    print(await last)
