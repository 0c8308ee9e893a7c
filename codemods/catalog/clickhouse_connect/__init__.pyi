"""ClickHouse over HTTP."""

from clickhouse_connect.driver import create_client as get_client
