# defect: blocked
import asyncio
import time
from concurrent.futures import ThreadPoolExecutor


def job(number):
    time.sleep(number)


async def main():
    with ThreadPoolExecutor() as executor:
        executor.submit(job, 1)
        executor.submit(job, 2)
    print("done")
    await asyncio.sleep(0)
