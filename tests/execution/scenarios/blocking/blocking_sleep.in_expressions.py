# defect: blocked
# on: asyncio trio anyio
import asyncio
from time import sleep as pause


async def main():
    attempts = []
    while not attempts or (len(attempts) < 3 and pause(2) is None):
        attempts.append(len(attempts))
    print(attempts, [pause(1) for _ in attempts], {"slept": pause(1)})
    await asyncio.sleep(0)
