"""Sessions for asyncio."""

from sqlalchemy.ext.asyncio.session import AsyncSession as _AsyncSession

from asyncfix import loop_bound

@loop_bound
class AsyncSession(_AsyncSession):
    async def exec(self, *args, **kwargs): ...
    async def __aenter__(self) -> "AsyncSession": ...
