"""PostgreSQL, with and without async."""

from psycopg.connection import Connection as Connection
from psycopg.connection_async import AsyncConnection as AsyncConnection
from psycopg.cursor import Cursor as Cursor
from psycopg.cursor_async import AsyncCursor as AsyncCursor

from asyncfix import async_twin, blocking

@blocking("db")
@async_twin("psycopg.AsyncConnection.connect")
def connect(conninfo="", **kwargs) -> Connection: ...
