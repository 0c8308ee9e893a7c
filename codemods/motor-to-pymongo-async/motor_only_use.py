"""A use of a Motor object that PyMongo has nothing for.

## What it does
Finds `get_io_loop`, `each`, `stream_to_handler`, `to_list(0)`, `with_transaction(coro=…)`, the request handler of `motor.aiohttp`,
and calls of collections, databases and clients as statements that nobody awaits.

## Why is this bad?
PyMongo has none of these. Where a method does not exist, its clients and databases give a database or a collection of that name
without a word, and calling that raises `TypeError`. A call that nobody awaits runs with Motor, which begins it at once; with
PyMongo it is a coroutine, and never runs.

## Example
```python
from motor.motor_asyncio import AsyncIOMotorCollection


async def visit(visits: AsyncIOMotorCollection, page):
    visits.insert_one({"page": page})
    visits.find().each(print)
```

## Use instead
```python
from motor.motor_asyncio import AsyncIOMotorCollection


async def visit(visits: AsyncIOMotorCollection, page):
    await visits.insert_one({"page": page})
    async for other in visits.find():
        print(other)
```
"""

from typing import Literal

from motor.aiohttp import AIOHTTPGridFS
from motor.core import (
    AgnosticBaseCursor,
    AgnosticChangeStream,
    AgnosticClient,
    AgnosticClientEncryption,
    AgnosticClientSession,
    AgnosticCollection,
    AgnosticDatabase,
)
from motor.motor_gridfs import AgnosticGridFSBucket, AgnosticGridIn, AgnosticGridOut

code = "AFX954"
message = "PyMongo's asynchronous API has nothing that does this"
off_by_default = True


def before_loop(
    owner: AgnosticClient
    | AgnosticClientSession
    | AgnosticDatabase
    | AgnosticCollection
    | AgnosticBaseCursor
    | AgnosticChangeStream
    | AgnosticClientEncryption
    | AgnosticGridFSBucket
    | AgnosticGridIn
    | AgnosticGridOut,
):
    owner.get_io_loop()


def before_each(cursor: AgnosticBaseCursor, *args, **options):
    cursor.each(*args, **options)


def before_empty_list(cursor: AgnosticBaseCursor, length: Literal[0]):
    cursor.to_list(length)


def before_transaction(session: AgnosticClientSession, coro, **options):
    session.with_transaction(coro=coro, **options)


def before_handler(file: AgnosticGridOut, handler):
    file.stream_to_handler(handler)


def before_aiohttp():
    AIOHTTPGridFS


def before_unawaited_collection(
    collection: AgnosticCollection,
    method: Literal[
        "bulk_write", "create_index", "create_indexes", "create_search_index", "create_search_indexes", "delete_many", "delete_one",
        "drop", "drop_index", "drop_indexes", "drop_search_index", "find_one_and_delete", "find_one_and_replace",
        "find_one_and_update", "insert_many", "insert_one", "rename", "replace_one", "update_many", "update_one",
        "update_search_index",
    ],
    *args,
    **options,
) -> None:
    collection.method(*args, **options)


def before_unawaited_database(
    database: AgnosticDatabase,
    method: Literal["command", "create_collection", "cursor_command", "drop_collection", "validate_collection"],
    *args,
    **options,
) -> None:
    database.method(*args, **options)


def before_unawaited_client(client: AgnosticClient, method: Literal["bulk_write", "drop_database"], *args, **options) -> None:
    client.method(*args, **options)
