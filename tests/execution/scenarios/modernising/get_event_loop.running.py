# defect: uses asyncio.get_event_loop
import asyncio


async def main():
    loop = asyncio.get_event_loop()
    print(await loop.run_in_executor(None, lambda: 42), loop is asyncio.get_running_loop())
