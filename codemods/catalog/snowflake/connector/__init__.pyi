"""Snowflake."""

from asyncfix import blocking

from .connection import SnowflakeConnection as SnowflakeConnection

@blocking("db")
def connect(connection_name=None, **kwargs) -> SnowflakeConnection: ...
