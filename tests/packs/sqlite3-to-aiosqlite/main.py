"""A small ledger: tables, parameters, cursors, rows by name, errors and a transaction that is rolled back."""
import asyncio
import sqlite3
import tempfile
from pathlib import Path


async def fill(path):
    connection = sqlite3.connect(path, timeout=3)
    connection.executescript("create table person (name text, age integer); create table note (text text);")
    connection.executemany("insert into person values (?, ?)", [("Ada", 36), ("Alan", 41), ("", 0)])
    connection.commit()
    connection.close()


async def read(path):
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    try:
        for row in connection.execute("select name, age from person order by name"):
            print(row["name"], row["age"])
        rows = connection.execute("select name from person where age > ?", (40,)).fetchall()
        print([row["name"] for row in rows])
        print(connection.execute("select count(*) from person").fetchone()[0])
    finally:
        connection.close()


async def change(path):
    connection = sqlite3.connect(path)
    cursor = connection.cursor()
    cursor.execute("delete from person where name = ''")
    print(cursor.rowcount, connection.in_transaction)
    connection.commit()
    cursor.execute("insert into note values ('first')")
    print(cursor.lastrowid)
    connection.rollback()
    cursor.execute("select name, age from person")
    for name, age in cursor:
        print(name, age)
    cursor.close()
    found = connection.execute("select * from note")
    print(found.fetchone(), connection.total_changes)
    connection.close()


async def fail(path):
    connection = sqlite3.connect(path)
    try:
        connection.execute("select * from nowhere")
    except sqlite3.OperationalError as error:
        print(type(error).__name__, error)
    connection.close()


async def main():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ledger.db")
        await fill(path)
        await read(path)
        await change(path)
        await fail(path)


asyncio.run(main())
