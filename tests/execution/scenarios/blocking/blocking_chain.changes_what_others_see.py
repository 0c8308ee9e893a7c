# defect: blocked
# safety: unsafe
import asyncio
import time

log = []


def record(entry):
    time.sleep(2)
    log.append(entry)


async def main():
    record("one")
    record("two")
    print(log)
    await asyncio.sleep(0)
