"""Sessions."""

from sqlalchemy.orm.session import Session as _Session

from asyncfix import async_twin, blocking, thread_bound

@thread_bound
@async_twin("sqlmodel.ext.asyncio.session.AsyncSession")
class Session(_Session):
    @blocking("db")
    def exec(self, *args, **kwargs): ...
    def __enter__(self) -> "Session": ...
