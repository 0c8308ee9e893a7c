# target: 3.11
# A timeout around code that never awaits.
import asyncio


async def parses(document):
    async with asyncio.timeout(3):  # AFX304
        document.parse()


async def parses_and_stores(document):
    async with asyncio.timeout(3):  # ok: it awaits
        document.parse()
        await document.store()


async def beside_a_lock(document, lock):
    async with asyncio.timeout(3), lock:  # ok: entering the lock awaits
        document.parse()
