"""The `time` module of the standard library."""

from asyncfix import async_twin, blocking, unless

__thread_safe__ = True

@blocking("sleep")
@unless(seconds=0)
@async_twin("asyncio.sleep")
def sleep(*_): ...
