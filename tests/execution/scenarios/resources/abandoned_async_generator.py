# after: closed
# after: one
# after: end
# safety: unsafe
import asyncio


async def lines(opened):
    try:
        for line in ["one", "two"]:
            await asyncio.sleep(1)
            yield line
    finally:
        print("closed")


async def first(generators):
    async for line in lines(generators):
        return line


class Keep:
    """Keeps what goes through it from being collected."""


async def main():
    kept = Keep()
    kept.frames = []
    line = await first(kept)
    print(line)
    await asyncio.sleep(1)
    print("end")
