"""Oracle Database, with and without async."""

from oracledb.connection import (
    AsyncConnection as AsyncConnection,
    Connection as Connection,
    connect as connect,
)
from oracledb.cursor import AsyncCursor as AsyncCursor, Cursor as Cursor
