"""Tries again in asyncio and trio."""

from tenacity import BaseRetrying

class AsyncRetrying(BaseRetrying):
    async def __call__(self, fn, *args, **kwargs): ...
    def __aiter__(self) -> "AsyncRetrying": ...
