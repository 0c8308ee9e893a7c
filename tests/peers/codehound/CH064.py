# Coroutines given to `asyncio.wait`.
import asyncio


async def job():
    return 1


async def waits():
    await asyncio.wait([job(), job()])  # AFX716


async def waits_well():
    first, second = asyncio.create_task(job()), asyncio.create_task(job())
    await asyncio.wait([first, second])  # ok: tasks
