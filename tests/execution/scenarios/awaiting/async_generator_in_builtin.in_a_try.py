# safety: unsafe
# after: True
# on: asyncio trio anyio
import asyncio


async def ping(server):
    await asyncio.sleep(1)
    return server > 0


async def main():
    try:
        print(all(await ping(server) for server in [1, 2]))
    except Exception:
        print("failed")
    await asyncio.sleep(0)
