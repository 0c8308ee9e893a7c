"""MySQL (`mysqlclient`)."""

from MySQLdb.connections import Connection as Connection

from asyncfix import async_twin, blocking

@blocking("db")
@async_twin("aiomysql.connect")
def connect(*args, **kwargs) -> Connection: ...
@blocking("db")
@async_twin("aiomysql.connect")
def Connect(*args, **kwargs) -> Connection: ...
