"""Waits for changes."""

from asyncfix import blocking

class Watch:
    @blocking("http", opens=True)
    def stream(self, *args, **kwargs): ...
