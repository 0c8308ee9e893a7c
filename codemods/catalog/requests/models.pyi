"""Requests and their answers."""

from asyncfix import quick

__thread_safe__ = True

class Response:
    # In memory unless the request said `stream=True`.
    @quick
    def json(self, *args, **kwargs): ...
    @quick
    def raise_for_status(self, *args, **kwargs): ...
