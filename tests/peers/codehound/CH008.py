# A loop in a running loop.
import asyncio


async def job():
    return 1


async def runs():
    return asyncio.run(job())  # AFX401


def runs_well():
    return asyncio.run(job())  # ok: no loop runs here
