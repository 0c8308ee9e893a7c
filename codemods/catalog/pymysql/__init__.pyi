"""MySQL."""

from pymysql.connections import Connection as Connection

from asyncfix import async_twin, blocking

@blocking("db")
@async_twin("aiomysql.connect")
def connect(*args, defer_connect=False, **kwargs) -> Connection: ...
@blocking("db")
@async_twin("aiomysql.connect")
def Connect(*args, defer_connect=False, **kwargs) -> Connection: ...
