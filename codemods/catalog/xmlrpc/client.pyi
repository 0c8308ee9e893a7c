"""Calls to a server with XML. Every method of a `ServerProxy` is a `_Method`."""

from asyncfix import blocking, quick

class ServerProxy:
    @quick
    def __init__(self, *_): ...

class _Method:
    @blocking("http")
    def __call__(self, *_): ...
