"""Chat."""

from asyncfix import blocking

class Completions:
    @blocking("http")
    def create(self, *args, **kwargs): ...

class AsyncCompletions:
    async def create(self, *args, **kwargs): ...
