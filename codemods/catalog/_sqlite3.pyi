"""The part of `sqlite3` that is written in C."""

from asyncfix import async_twin, blocking, unless

@blocking("db")
@unless(database=":memory:")
@async_twin("aiosqlite.connect")
def connect(*_): ...
