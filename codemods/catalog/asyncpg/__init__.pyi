"""PostgreSQL for asyncio."""

from .connection import Connection as Connection, connect as connect
