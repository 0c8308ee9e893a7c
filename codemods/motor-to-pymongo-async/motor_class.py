"""A class of Motor, which PyMongo's own asynchronous classes have replaced.

## What it does
Finds the classes of `motor.motor_asyncio`, under whatever name they are imported, and those of `motor.core` and
`motor.motor_gridfs` that annotations use in their place.

## Why is this bad?
Motor is deprecated since May 2025, when PyMongo 4.13 brought an asynchronous client of its own: errors are mended until May 2026,
and nothing after that. Motor runs each operation in a thread; PyMongo's client talks to the server on the event loop itself.

## Example
```python
from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorDatabase


def connect(uri: str) -> AsyncIOMotorDatabase:
    return AsyncIOMotorClient(uri, tz_aware=True)["shop"]
```

## Use instead
```python
from pymongo import AsyncMongoClient
from pymongo.asynchronous.database import AsyncDatabase


def connect(uri: str) -> AsyncDatabase:
    return AsyncMongoClient(uri, tz_aware=True)["shop"]
```

## Fix safety
The fix is unsafe, and one step of several: the other rules of this pack find what is awaited with one library and not with the
other. They know objects by their types, so run them in one pass, over the whole program, and read what they report without a fix
before the fixes are applied. A type checker finds the calls on objects whose types nobody knows. This was checked by type
checkers, with motor 3.7 and pymongo 4.20, and not against a server.

What differs: methods of Motor give futures that run at once, methods of PyMongo coroutines that run when they are awaited. A
client of Motor takes the loop that runs at its first use, as `io_loop` is dropped; it must be used in that loop alone, and one
that is never closed warns. `watch` opens its stream at once instead of at the first `next`. `to_list(0)` raises. What reads a
class's name, as `repr` and pickles do, finds another. Names in string annotations stay, with the import that they need. Where Motor is
imported in a `try` or in a function, as it may be missing, PyMongo is imported at the top all the same; a name that `except
ImportError` sets to something else is not found.
"""

from gridfs.asynchronous import (
    AsyncGridFSBucket,
    AsyncGridIn,
    AsyncGridOut,
    AsyncGridOutCursor,
)
from motor.core import (
    AgnosticChangeStream,
    AgnosticClient,
    AgnosticClientEncryption,
    AgnosticClientSession,
    AgnosticCollection,
    AgnosticCommandCursor,
    AgnosticCursor,
    AgnosticDatabase,
    AgnosticLatentCommandCursor,
)
from motor.motor_asyncio import (
    AsyncIOMotorChangeStream,
    AsyncIOMotorClient,
    AsyncIOMotorClientEncryption,
    AsyncIOMotorClientSession,
    AsyncIOMotorCollection,
    AsyncIOMotorCommandCursor,
    AsyncIOMotorCursor,
    AsyncIOMotorDatabase,
    AsyncIOMotorGridFSBucket,
    AsyncIOMotorGridIn,
    AsyncIOMotorGridOut,
    AsyncIOMotorGridOutCursor,
    AsyncIOMotorLatentCommandCursor,
)
from motor.motor_gridfs import (
    AgnosticGridFSBucket,
    AgnosticGridIn,
    AgnosticGridOut,
    AgnosticGridOutCursor,
)
from pymongo import AsyncMongoClient
from pymongo.asynchronous.change_stream import AsyncChangeStream
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.command_cursor import AsyncCommandCursor
from pymongo.asynchronous.cursor import AsyncCursor
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.asynchronous.encryption import AsyncClientEncryption

code = "AFX950"
safety = "unsafe"
reason = "a part of the code may still be written for Motor"
message = "Motor is deprecated since PyMongo has an asynchronous client"
title = "Use the class of PyMongo"
off_by_default = True
dependencies = ["pymongo>=4.13"]


# Constructors whose parameters differ.


def before_client_on_loop(io_loop, *args, **options):
    AsyncIOMotorClient(*args, io_loop=io_loop, **options)


def after_client_on_loop(*args, **options):
    AsyncMongoClient(*args, **options)


def before_bucket_of_collection(database, collection):
    AsyncIOMotorGridFSBucket(database, collection=collection)


def after_bucket_of_collection(database, collection):
    AsyncGridFSBucket(database, bucket_name=collection)


def before_bucket_of_collection_by_name(database, collection):
    AsyncIOMotorGridFSBucket(database=database, collection=collection)


def after_bucket_of_collection_by_name(database, collection):
    AsyncGridFSBucket(db=database, bucket_name=collection)


def before_bucket_by_name(database, **options):
    AsyncIOMotorGridFSBucket(database=database, **options)


def after_bucket_by_name(database, **options):
    AsyncGridFSBucket(db=database, **options)


def before_encryption_on_loop(io_loop, *args, **options):
    AsyncIOMotorClientEncryption(*args, io_loop=io_loop, **options)


def after_encryption_on_loop(*args, **options):
    AsyncClientEncryption(*args, **options)


# The names.


def before_client():
    AsyncIOMotorClient


def after_client():
    AsyncMongoClient


def before_client_session():
    AsyncIOMotorClientSession


def after_client_session():
    AsyncClientSession


def before_database():
    AsyncIOMotorDatabase


def after_database():
    AsyncDatabase


def before_collection():
    AsyncIOMotorCollection


def after_collection():
    AsyncCollection


def before_cursor():
    AsyncIOMotorCursor


def after_cursor():
    AsyncCursor


def before_command_cursor():
    AsyncIOMotorCommandCursor


def after_command_cursor():
    AsyncCommandCursor


def before_latent_command_cursor():
    AsyncIOMotorLatentCommandCursor


def after_latent_command_cursor():
    AsyncCommandCursor


def before_change_stream():
    AsyncIOMotorChangeStream


def after_change_stream():
    AsyncChangeStream


def before_client_encryption():
    AsyncIOMotorClientEncryption


def after_client_encryption():
    AsyncClientEncryption


def before_gridfs_bucket():
    AsyncIOMotorGridFSBucket


def after_gridfs_bucket():
    AsyncGridFSBucket


def before_grid_in():
    AsyncIOMotorGridIn


def after_grid_in():
    AsyncGridIn


def before_grid_out():
    AsyncIOMotorGridOut


def after_grid_out():
    AsyncGridOut


def before_grid_out_cursor():
    AsyncIOMotorGridOutCursor


def after_grid_out_cursor():
    AsyncGridOutCursor


def before_core_client():
    AgnosticClient


def after_core_client():
    AsyncMongoClient


def before_core_client_session():
    AgnosticClientSession


def after_core_client_session():
    AsyncClientSession


def before_core_database():
    AgnosticDatabase


def after_core_database():
    AsyncDatabase


def before_core_collection():
    AgnosticCollection


def after_core_collection():
    AsyncCollection


def before_core_cursor():
    AgnosticCursor


def after_core_cursor():
    AsyncCursor


def before_core_command_cursor():
    AgnosticCommandCursor


def after_core_command_cursor():
    AsyncCommandCursor


def before_core_latent_command_cursor():
    AgnosticLatentCommandCursor


def after_core_latent_command_cursor():
    AsyncCommandCursor


def before_core_change_stream():
    AgnosticChangeStream


def after_core_change_stream():
    AsyncChangeStream


def before_core_client_encryption():
    AgnosticClientEncryption


def after_core_client_encryption():
    AsyncClientEncryption


def before_core_gridfs_bucket():
    AgnosticGridFSBucket


def after_core_gridfs_bucket():
    AsyncGridFSBucket


def before_core_grid_in():
    AgnosticGridIn


def after_core_grid_in():
    AsyncGridIn


def before_core_grid_out():
    AgnosticGridOut


def after_core_grid_out():
    AsyncGridOut


def before_core_grid_out_cursor():
    AgnosticGridOutCursor


def after_core_grid_out_cursor():
    AsyncGridOutCursor
