# defect: blocked
# on: asyncio trio anyio
import asyncio
import time


def settle(seconds):
    wait(seconds)
    return seconds * 2


def wait(seconds):
    time.sleep(seconds)


async def main():
    print(settle(3))
    print([settle(seconds) for seconds in (1, 2)])
    await asyncio.sleep(0)
