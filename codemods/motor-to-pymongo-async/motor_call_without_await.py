"""What a Motor object gives at once, and has to be awaited in PyMongo.

## What it does
Finds the methods of Motor's objects that are plain functions there and coroutine functions in PyMongo: `aggregate`,
`list_indexes`, `list_search_indexes` and `watch`, `close` of clients and of files that are read, `start_transaction`, `rewind`,
`add_option` and `seek`; and the attributes `address`, `primary`, `secondaries`, `arbiters`, `is_primary` and `is_mongos` of
clients, which PyMongo wants awaited.

## Why is this bad?
In PyMongo's asynchronous API, these methods talk to the server, so they are coroutine functions. What is not awaited there never
runs, and a coroutine has neither `to_list` nor items for `async for`.

## Example
```python
from motor.motor_asyncio import AsyncIOMotorCollection


async def totals(orders: AsyncIOMotorCollection):
    async for total in orders.aggregate([{"$count": "orders"}]):
        print(total)
    return await orders.list_indexes().to_list(None)
```

## Use instead
```python
from motor.motor_asyncio import AsyncIOMotorCollection


async def totals(orders: AsyncIOMotorCollection):
    async for total in await orders.aggregate([{"$count": "orders"}]):
        print(total)
    return await (await orders.list_indexes()).to_list(None)
```

## Fix safety
The fix is unsafe, as it is right only together with the classes of PyMongo: `motor-class` moves those. `aggregate` and `watch` ask
the server where they are awaited, which Motor did when the first item was asked for, so errors come earlier. A call outside of a
coroutine function is reported without a fix, and so is none on an object whose type is not known. A method that is passed on
without a call, as `on_shutdown=[client.close]`, is not found: who calls it must await it from now on.
"""

from typing import Literal

from motor.core import AgnosticClient, AgnosticClientSession, AgnosticCollection, AgnosticCursor, AgnosticDatabase
from motor.motor_asyncio import AsyncIOMotorClient
from motor.motor_gridfs import AgnosticGridOut

code = "AFX951"
safety = "unsafe"
reason = "it is right with the classes of PyMongo alone"
message = "PyMongo wants this awaited"
title = "Await it"
off_by_default = True
dependencies = ["pymongo>=4.13"]


async def before_collection(
    collection: AgnosticCollection,
    method: Literal["aggregate", "aggregate_raw_batches", "list_indexes", "list_search_indexes", "watch"],
    *args,
    **options,
):
    collection.method(*args, **options)


async def after_collection(collection, method, *args, **options):
    await collection.method(*args, **options)


async def before_database(database: AgnosticDatabase, method: Literal["aggregate", "watch"], *args, **options):
    database.method(*args, **options)


async def after_database(database, method, *args, **options):
    await database.method(*args, **options)


async def before_client(client: AgnosticClient, method: Literal["close", "watch"], *args, **options):
    client.method(*args, **options)


async def after_client(client, method, *args, **options):
    await client.method(*args, **options)


async def before_session(session: AgnosticClientSession, *args, **options):
    session.start_transaction(*args, **options)


async def after_session(session, *args, **options):
    await session.start_transaction(*args, **options)


async def before_cursor(cursor: AgnosticCursor, method: Literal["add_option", "rewind"], *args):
    cursor.method(*args)


async def after_cursor(cursor, method, *args):
    await cursor.method(*args)


async def before_file(file: AgnosticGridOut, method: Literal["close", "seek"], *args):
    file.method(*args)


async def after_file(file, method, *args):
    await file.method(*args)


async def before_address(client: AsyncIOMotorClient | AgnosticClient):
    client.address


async def after_address(client):
    await client.address


async def before_primary(client: AsyncIOMotorClient | AgnosticClient):
    client.primary


async def after_primary(client):
    await client.primary


async def before_secondaries(client: AsyncIOMotorClient | AgnosticClient):
    client.secondaries


async def after_secondaries(client):
    await client.secondaries


async def before_arbiters(client: AsyncIOMotorClient | AgnosticClient):
    client.arbiters


async def after_arbiters(client):
    await client.arbiters


async def before_is_primary(client: AsyncIOMotorClient | AgnosticClient):
    client.is_primary


async def after_is_primary(client):
    await client.is_primary


async def before_is_mongos(client: AsyncIOMotorClient | AgnosticClient):
    client.is_mongos


async def after_is_mongos(client):
    await client.is_mongos


# Where nothing can be awaited.


def before_collection_elsewhere(
    collection: AgnosticCollection,
    method: Literal["aggregate", "aggregate_raw_batches", "list_indexes", "list_search_indexes", "watch"],
    *args,
    **options,
):
    collection.method(*args, **options)


def before_database_elsewhere(database: AgnosticDatabase, method: Literal["aggregate", "watch"], *args, **options):
    database.method(*args, **options)


def before_client_elsewhere(client: AgnosticClient, method: Literal["close", "watch"], *args, **options):
    client.method(*args, **options)


def before_session_elsewhere(session: AgnosticClientSession, *args, **options):
    session.start_transaction(*args, **options)


def before_cursor_elsewhere(cursor: AgnosticCursor, method: Literal["add_option", "rewind"], *args):
    cursor.method(*args)


def before_file_elsewhere(file: AgnosticGridOut, method: Literal["close", "seek"], *args):
    file.method(*args)


def before_address_elsewhere(client: AsyncIOMotorClient | AgnosticClient):
    client.address


def before_primary_elsewhere(client: AsyncIOMotorClient | AgnosticClient):
    client.primary


def before_secondaries_elsewhere(client: AsyncIOMotorClient | AgnosticClient):
    client.secondaries


def before_arbiters_elsewhere(client: AsyncIOMotorClient | AgnosticClient):
    client.arbiters


def before_is_primary_elsewhere(client: AsyncIOMotorClient | AgnosticClient):
    client.is_primary


def before_is_mongos_elsewhere(client: AsyncIOMotorClient | AgnosticClient):
    client.is_mongos
