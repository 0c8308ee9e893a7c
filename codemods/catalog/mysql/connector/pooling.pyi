"""Connects, with a pool or without."""

from mysql.connector.connection import MySQLConnection

from asyncfix import async_twin, blocking

@blocking("db")
@async_twin("mysql.connector.aio.connect")
def connect(*args, **kwargs) -> MySQLConnection: ...
