# A sleep that blocks.
# flavours: asyncio trio anyio
import time
import asyncio


async def naps():
    time.sleep(2)  # AFX101


async def naps_well():
    await asyncio.sleep(2)  # ok: lets the others run
