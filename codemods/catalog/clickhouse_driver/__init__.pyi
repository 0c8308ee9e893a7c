"""ClickHouse."""

from clickhouse_driver.client import Client as Client
