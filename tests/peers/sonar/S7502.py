# A task that nobody keeps.
import asyncio


async def counts():
    await asyncio.sleep(2)
    return {"count": 3}


async def starts():
    asyncio.create_task(counts())  # AFX202
    asyncio.ensure_future(counts())  # AFX202 AFX712


async def starts_and_waits():
    task = asyncio.create_task(counts())  # ok: awaited
    return await task
