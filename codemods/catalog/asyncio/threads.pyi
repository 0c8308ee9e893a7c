"""Threads that tasks wait for."""

from asyncfix import offloads

@offloads("func")
async def to_thread(*_): ...
