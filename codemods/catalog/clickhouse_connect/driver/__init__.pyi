"""Makes clients, which ask the server for its settings at once."""

from clickhouse_connect.driver.client import Client

from asyncfix import async_twin, blocking

@blocking("db")
@async_twin("clickhouse_connect.get_async_client")
def create_client(**kwargs) -> Client: ...
