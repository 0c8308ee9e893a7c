"""A server."""

from asyncfix import quick

class Server:
    @quick
    def __init__(self, *args, **kwargs): ...
