"""A way of iterating that Motor alone has.

## What it does
Finds loops by `fetch_next` and `next_object`, and `async for` over a file of GridFS.

## Why is this bad?
PyMongo's cursors have neither `fetch_next` nor `next_object`, which Motor deprecated in 2.2. Its files give lines in `async for`,
where Motor's give chunks: a file without line ends would come as one piece.

## Example
```python
from motor.motor_asyncio import AsyncIOMotorCollection, AsyncIOMotorGridFSBucket


async def dump(people: AsyncIOMotorCollection, bucket: AsyncIOMotorGridFSBucket, send):
    cursor = people.find()
    while await cursor.fetch_next:
        person = cursor.next_object()
        print(person)
    photo = await bucket.open_download_stream_by_name("photo")
    async for chunk in photo:
        send(chunk)
```

## Use instead
```python
from motor.motor_asyncio import AsyncIOMotorCollection, AsyncIOMotorGridFSBucket


async def dump(people: AsyncIOMotorCollection, bucket: AsyncIOMotorGridFSBucket, send):
    cursor = people.find()
    async for person in cursor:
        print(person)
    photo = await bucket.open_download_stream_by_name("photo")
    while chunk := await photo.readchunk():
        send(chunk)
```

## Fix safety
The fix is unsafe, as other tasks may run at other moments. The code does the same with Motor as with PyMongo. After the loop,
`chunk` is empty instead of the last chunk. Other uses of `fetch_next` are reported without a fix.
"""

from asyncfix import Body, Name
from motor.motor_gridfs import AgnosticGridOut

code = "AFX953"
safety = "unsafe"
reason = "other tasks may run at other moments"
message = "PyMongo does not iterate in this way"
title = "Iterate as PyMongo does"
off_by_default = True
dependencies = ["pymongo>=4.13"]


async def before_fetch_next(cursor, document, body: Body):
    while await cursor.fetch_next:
        document = cursor.next_object()
        body


async def after_fetch_next(cursor, document, body: Body):
    async for document in cursor:
        body


async def before_file(file: AgnosticGridOut, chunk: Name, body: Body):
    async for chunk in file:
        body


async def after_file(file, chunk, body: Body):
    while chunk := await file.readchunk():
        body


def before_other_fetch_next(cursor):
    cursor.fetch_next
