"""PostgreSQL."""

from psycopg2._psycopg import connection

from asyncfix import async_twin, blocking

@blocking("db")
@async_twin("psycopg.AsyncConnection.connect")
def connect(dsn=None, connection_factory=None, cursor_factory=None, **kwargs) -> connection: ...
