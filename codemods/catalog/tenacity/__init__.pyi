"""Tries again. Between two tries, a plain function sleeps and a coroutine waits."""

from tenacity.asyncio import AsyncRetrying as AsyncRetrying
from tenacity.nap import sleep as sleep

from asyncfix import async_twin, blocking, decorator

class BaseRetrying:
    @blocking("sleep")
    def __iter__(self): ...
    @decorator("same")
    def wraps(self, f): ...

@async_twin("tenacity.AsyncRetrying")
class Retrying(BaseRetrying):
    @blocking("sleep")
    def __call__(self, fn, *args, **kwargs): ...

@decorator("same")
def retry(*args, **kwargs): ...
