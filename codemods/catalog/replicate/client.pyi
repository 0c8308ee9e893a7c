"""Clients."""

from asyncfix import blocking

class Client:
    @blocking("http")
    def run(self, *args, **kwargs): ...
    async def async_run(self, *args, **kwargs): ...
