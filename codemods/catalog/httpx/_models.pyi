"""Requests and their answers."""

from asyncfix import quick

__thread_safe__ = True

class Response:
    # In memory unless it was opened with `stream`.
    @quick
    def json(self, *args, **kwargs): ...
    @quick
    def raise_for_status(self, *args, **kwargs): ...
    async def aclose(self): ...
    async def aread(self): ...
