"""Futures of an event loop."""

from _asyncio import Future as Future

from asyncfix import needs_loop

@needs_loop
def wrap_future(*_): ...
