"""Moderation."""

from asyncfix import blocking

class Moderations:
    @blocking("http")
    def create(self, *args, **kwargs): ...

class AsyncModerations:
    async def create(self, *args, **kwargs): ...
