# after: closed
# after: lost
# after: end
# safety: unsafe
import asyncio
from contextlib import asynccontextmanager


class Connection:
    async def close(self):
        await asyncio.sleep(1)
        print("closed")


@asynccontextmanager
async def connected():
    connection = Connection()
    yield connection
    await connection.close()


async def main():
    try:
        async with connected():
            await asyncio.sleep(1)
            raise ConnectionError
    except ConnectionError:
        print("lost")
    print("end")
