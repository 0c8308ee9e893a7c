"""The `time` module of the standard library."""

from asyncfix import async_twin, blocking, unless

@blocking("sleep")
@unless(seconds=0)
@async_twin("asyncio.sleep")
def sleep(*_): ...
