# raises: TypeError: 'async_generator' object is not iterable
import asyncio


async def ping(server):
    await asyncio.sleep(1)
    return server > 1


async def main():
    servers = [1, 2, 3]
    print(all(await ping(server) for server in servers))
    print(list(await ping(server) for server in servers))
    print(sorted(
        (await ping(server) for server in servers),
        reverse=True,
    ))
