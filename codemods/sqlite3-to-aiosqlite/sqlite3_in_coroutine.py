"""A `sqlite3` connection in a coroutine, made by `aiosqlite` instead.

## What it does
Finds a connection that a coroutine makes by `sqlite3.connect` and keeps to itself, with the cursors that it gives.

## Why is this bad?
Every query, commit and fetch stops the event loop until the disk has answered, and waits for the locks of other writers, five
seconds unless told otherwise. `aiosqlite` gives each connection a thread of its own, and has the same methods to be awaited.

## Example
```python
import sqlite3


async def names(path):
    connection = sqlite3.connect(path)
    connection.execute("delete from person where name = ''")
    connection.commit()
    rows = connection.execute("select name from person").fetchall()
    connection.close()
    return [name for (name,) in rows]
```

## Use instead
```python
import aiosqlite


async def names(path):
    connection = await aiosqlite.connect(path)
    await connection.execute("delete from person where name = ''")
    await connection.commit()
    rows = await (await connection.execute("select name from person")).fetchall()
    await connection.close()
    return [name for (name,) in rows]
```

## Fix safety
The fix is unsafe. Every `await` lets other tasks run between two statements of one transaction. `connection` is an
`aiosqlite.Connection` afterwards: rows, errors and the types of values are `sqlite3`'s own. A connection that is never closed, also because an error or a cancellation comes before its `close`,
keeps its thread, and with it the program, running. The fix is withheld where the connection or a cursor is handed on,
returned, kept in an attribute, or used in a way that this codemod does not know, and in code of anyio, as `aiosqlite` runs on
asyncio alone. Code of Trio and Twisted is not touched.
"""

import sqlite3

import aiosqlite
from asyncfix import Body, Bound

code = "AFX930"
safety = "unsafe"
reason = "other tasks run between the statements of a transaction"
message = "`sqlite3` stops the event loop at every query"
title = "Use `aiosqlite`"
off_by_default = True
runs_on = "asyncio"
dependencies = ["aiosqlite>=0.19"]


async def before(database, *args, **options):
    connection = sqlite3.connect(database, *args, **options)


async def after(database, *args, **options):
    connection = await aiosqlite.connect(database, *args, **options)


async def before_close(connection: Bound):
    connection.close()


async def after_close(connection: Bound):
    await connection.close()


async def before_commit(connection: Bound):
    connection.commit()


async def after_commit(connection: Bound):
    await connection.commit()


async def before_rollback(connection: Bound):
    connection.rollback()


async def after_rollback(connection: Bound):
    await connection.rollback()


async def before_row_factory(connection: Bound, factory):
    connection.row_factory = factory


async def after_row_factory(connection: Bound, factory):
    connection.row_factory = factory


async def before_total_changes(connection: Bound):
    connection.total_changes


async def after_total_changes(connection: Bound):
    connection.total_changes


async def before_in_transaction(connection: Bound):
    connection.in_transaction


async def after_in_transaction(connection: Bound):
    connection.in_transaction


async def before_fetchall(connection: Bound, *query):
    connection.execute(*query).fetchall()


async def after_fetchall(connection: Bound, *query):
    await (await connection.execute(*query)).fetchall()


async def before_fetchone(connection: Bound, *query):
    connection.execute(*query).fetchone()


async def after_fetchone(connection: Bound, *query):
    await (await connection.execute(*query)).fetchone()


async def before_lastrowid(connection: Bound, *query):
    connection.execute(*query).lastrowid


async def after_lastrowid(connection: Bound, *query):
    (await connection.execute(*query)).lastrowid


async def before_rowcount(connection: Bound, *query):
    connection.execute(*query).rowcount


async def after_rowcount(connection: Bound, *query):
    (await connection.execute(*query)).rowcount


async def before_iteration(connection: Bound, row, query, body: Body):
    for row in connection.execute(query):
        body


async def after_iteration(connection: Bound, row, query, body: Body):
    async for row in await connection.execute(query):
        body


async def before_iteration_with(connection: Bound, row, query, parameters, body: Body):
    for row in connection.execute(query, parameters):
        body


async def after_iteration_with(connection: Bound, row, query, parameters, body: Body):
    async for row in await connection.execute(query, parameters):
        body


async def before_values(connection: Bound, value, row, *query):
    [value for row in connection.execute(*query)]


async def after_values(connection: Bound, value, row, *query):
    [value async for row in await connection.execute(*query)]


async def before_cursor(connection: Bound):
    cursor = connection.cursor()


async def after_cursor(connection: Bound):
    cursor = await connection.cursor()


async def before_cursor_of_query(connection: Bound, *query):
    cursor = connection.execute(*query)


async def after_cursor_of_query(connection: Bound, *query):
    cursor = await connection.execute(*query)


async def before_execute(connection: Bound, *query) -> None:
    connection.execute(*query)


async def after_execute(connection: Bound, *query):
    await connection.execute(*query)


async def before_executemany(connection: Bound, *query) -> None:
    connection.executemany(*query)


async def after_executemany(connection: Bound, *query):
    await connection.executemany(*query)


async def before_executescript(connection: Bound, script) -> None:
    connection.executescript(script)


async def after_executescript(connection: Bound, script):
    await connection.executescript(script)


async def before_cursor_execute(cursor: Bound, *query) -> None:
    cursor.execute(*query)


async def after_cursor_execute(cursor: Bound, *query):
    await cursor.execute(*query)


async def before_cursor_executescript(cursor: Bound, script) -> None:
    cursor.executescript(script)


async def after_cursor_executescript(cursor: Bound, script):
    await cursor.executescript(script)


async def before_cursor_execute_fetchall(cursor: Bound, *query):
    cursor.execute(*query).fetchall()


async def after_cursor_execute_fetchall(cursor: Bound, *query):
    await (await cursor.execute(*query)).fetchall()


async def before_cursor_execute_fetchone(cursor: Bound, *query):
    cursor.execute(*query).fetchone()


async def after_cursor_execute_fetchone(cursor: Bound, *query):
    await (await cursor.execute(*query)).fetchone()


async def before_cursor_execute_iteration(cursor: Bound, row, query, body: Body):
    for row in cursor.execute(query):
        body


async def after_cursor_execute_iteration(cursor: Bound, row, query, body: Body):
    async for row in await cursor.execute(query):
        body


async def before_cursor_execute_iteration_with(cursor: Bound, row, query, parameters, body: Body):
    for row in cursor.execute(query, parameters):
        body


async def after_cursor_execute_iteration_with(cursor: Bound, row, query, parameters, body: Body):
    async for row in await cursor.execute(query, parameters):
        body


async def before_cursor_executemany(cursor: Bound, *query) -> None:
    cursor.executemany(*query)


async def after_cursor_executemany(cursor: Bound, *query):
    await cursor.executemany(*query)


async def before_cursor_fetchall(cursor: Bound):
    cursor.fetchall()


async def after_cursor_fetchall(cursor: Bound):
    await cursor.fetchall()


async def before_cursor_fetchone(cursor: Bound):
    cursor.fetchone()


async def after_cursor_fetchone(cursor: Bound):
    await cursor.fetchone()


async def before_cursor_fetchmany(cursor: Bound, *size):
    cursor.fetchmany(*size)


async def after_cursor_fetchmany(cursor: Bound, *size):
    await cursor.fetchmany(*size)


async def before_cursor_close(cursor: Bound):
    cursor.close()


async def after_cursor_close(cursor: Bound):
    await cursor.close()


async def before_cursor_lastrowid(cursor: Bound):
    cursor.lastrowid


async def after_cursor_lastrowid(cursor: Bound):
    cursor.lastrowid


async def before_cursor_rowcount(cursor: Bound):
    cursor.rowcount


async def after_cursor_rowcount(cursor: Bound):
    cursor.rowcount


async def before_cursor_iteration(cursor: Bound, row, body: Body):
    for row in cursor:
        body


async def after_cursor_iteration(cursor: Bound, row, body: Body):
    async for row in cursor:
        body
