"""Discord."""

from asyncfix import drives_loop

class Client:
    @drives_loop
    def run(self, token, **kwargs): ...
