"""A call of a Motor object that is awaited, and is no coroutine in PyMongo.

## What it does
Finds `await` in front of `start_session` of clients and `get_keys` of an encryption.

## Why is this bad?
In PyMongo's asynchronous API both are plain functions: a session takes its number from the server when it is used first. What
they give cannot be awaited.

## Example
```python
from motor.motor_asyncio import AsyncIOMotorClient


async def transfer(client: AsyncIOMotorClient, move):
    async with await client.start_session() as session:
        await session.with_transaction(move)
```

## Use instead
```python
from motor.motor_asyncio import AsyncIOMotorClient


async def transfer(client: AsyncIOMotorClient, move):
    async with client.start_session() as session:
        await session.with_transaction(move)
```

## Fix safety
The fix is unsafe, as it is right only together with the classes of PyMongo: `motor-class` moves those. Where Motor's call waited
for the server, other tasks had a turn, which they no longer have here. A call that is awaited later, by another name, is not found.
"""

from motor.core import AgnosticClient, AgnosticClientEncryption

code = "AFX952"
safety = "unsafe"
reason = "it is right with the classes of PyMongo alone"
message = "PyMongo gives this without waiting"
title = "Remove the `await`"
off_by_default = True
dependencies = ["pymongo>=4.13"]


async def before_session(client: AgnosticClient, *args, **options):
    await client.start_session(*args, **options)


async def after_session(client, *args, **options):
    client.start_session(*args, **options)


async def before_keys(encryption: AgnosticClientEncryption):
    await encryption.get_keys()


async def after_keys(encryption):
    encryption.get_keys()
