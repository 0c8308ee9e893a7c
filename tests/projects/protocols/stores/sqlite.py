import sqlite3

from stores.api import Store


class SqliteStore(Store):
    def __init__(self, path: str) -> None:
        self.path = path

    def load(self, key: str) -> bytes:
        with sqlite3.connect(self.path) as connection:
            return connection.execute("select value from items where key = ?", (key,)).fetchone()[0]
