# A sleep that blocks.
import asyncio
import time


async def rests():
    time.sleep(3)  # AFX101


async def rests_well():
    await asyncio.sleep(3)  # ok: lets the others run
