"""The `time` module of the standard library."""

from asyncfix import async_twin, blocking

__thread_safe__ = True

@blocking("sleep")
@async_twin("asyncio.sleep")
def sleep(*_): ...
