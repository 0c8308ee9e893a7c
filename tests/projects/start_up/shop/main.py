import asyncio

from shop.warm import fetch_rates


async def main():
    fetch_rates()  # AFX105
    for _ in range(3):
        fetch_rates()  # AFX103
        await asyncio.sleep(1)
    fetch_rates()  # AFX103


async def also_a_task():
    fetch_rates()  # AFX103


async def spawn():
    task = asyncio.create_task(also_a_task())
    await task


def run():
    asyncio.run(main())


def run_other():
    asyncio.run(also_a_task())
