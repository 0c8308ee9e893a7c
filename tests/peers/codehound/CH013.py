# A future of an executor that nobody keeps.
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor()


def starts(work):
    pool.submit(work)  # AFX909


def waits(work):
    return pool.submit(work).result()  # ok: waited for
