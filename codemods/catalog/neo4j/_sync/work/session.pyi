"""Sessions."""

from asyncfix import async_twin, blocking

from .result import Result
from .transaction import Transaction

@async_twin("neo4j.AsyncSession")
class Session:
    @blocking("db")
    def close(self, *args, **kwargs): ...
    @blocking("db")
    def execute_read(self, *args, **kwargs): ...
    @blocking("db")
    def execute_write(self, *args, **kwargs): ...
    @blocking("db")
    def begin_transaction(self, **kwargs) -> Transaction: ...
    @blocking("db")
    def run(self, query, parameters=None, **kwargs) -> Result: ...
    def __enter__(self) -> "Session": ...
