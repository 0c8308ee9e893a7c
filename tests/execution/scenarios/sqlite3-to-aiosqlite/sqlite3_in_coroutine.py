# defect: blocked
# safety: unsafe
# clock: real
# needs: packs/sqlite3-to-aiosqlite
import sqlite3


async def main():
    connection = sqlite3.connect("names.db")
    try:
        connection.execute("drop table if exists person")
        connection.execute("create table person (name text)")
        connection.executemany("insert into person values (?)", [("a",), ("b",)])
        connection.commit()
        rows = connection.execute("select name from person order by name").fetchall()
        print([name for (name,) in rows])
    finally:
        connection.close()
