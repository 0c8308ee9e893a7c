# defect: never retrieved
# safety: unsafe
# after: closed
# after: closed
import asyncio


async def close(client):
    await asyncio.sleep(client)
    print("closed")


async def main():
    asyncio.gather(close(1), close(2))
