# raises: TypeError: duplicate base class TimeoutError
# safety: unsafe
# clock: real
# needs: packs_revived/asyncio-modern
import asyncio

import aioredis
import servers

URL = servers.redis()


async def main():
    client = aioredis.from_url(URL, decode_responses=True, socket_timeout=None)
    await client.set("a", "1")
    print(await client.get("a"))
    try:
        await client.lpush("a", "b")
    except aioredis.ResponseError as error:
        print(str(error).split()[0])
    await client.connection_pool.disconnect()
    await asyncio.sleep(0)
