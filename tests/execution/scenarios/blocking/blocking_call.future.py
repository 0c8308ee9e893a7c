# defect: blocked
# clock: real
import asyncio
import time
from concurrent.futures import ThreadPoolExecutor


def job(item):
    time.sleep(0.3)
    if item == 3:
        raise ValueError("three")
    return item * 2


async def main():
    pool = ThreadPoolExecutor(2)
    try:
        future = pool.submit(job, 1)
        print(future.result(), pool.submit(job, 2).result())
        try:
            pool.submit(job, 3).result()
        except ValueError as error:
            print(error)
    finally:
        pool.shutdown(wait=False)
