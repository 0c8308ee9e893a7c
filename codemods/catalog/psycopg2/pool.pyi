"""Pools of connections."""

from psycopg2._psycopg import connection

from asyncfix import blocking

class AbstractConnectionPool: ...

@blocking("db")
class SimpleConnectionPool(AbstractConnectionPool):
    @blocking("db")
    def getconn(self, key=None) -> connection: ...

@blocking("db")
class ThreadedConnectionPool(AbstractConnectionPool):
    @blocking("db")
    def getconn(self, key=None) -> connection: ...
