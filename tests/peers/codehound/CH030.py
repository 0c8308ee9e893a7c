# A cache of coroutines.
from functools import lru_cache


@lru_cache  # AFX207
async def load(name):
    return name


@lru_cache
def compute(name):  # ok: a plain function
    return name
