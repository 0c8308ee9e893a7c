"""Chat."""

from asyncfix import blocking

class CompletionsResource:
    @blocking("http")
    def create(self, *args, **kwargs): ...

class AsyncCompletionsResource:
    async def create(self, *args, **kwargs): ...
