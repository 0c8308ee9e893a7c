"""A shop's storage: its orders, its events and the pictures of its goods."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Optional

import motor.motor_asyncio
from bson import ObjectId
from motor.core import AgnosticDatabase
from motor.motor_asyncio import (
    AsyncIOMotorChangeStream,
    AsyncIOMotorClient,
    AsyncIOMotorClientSession,
    AsyncIOMotorCollection,
    AsyncIOMotorCommandCursor,
    AsyncIOMotorCursor,
    AsyncIOMotorGridFSBucket,
)
from motor.motor_asyncio import AsyncIOMotorGridOut as Picture
from pymongo import DESCENDING, ReturnDocument

Document = dict[str, Any]


class Orders:
    """The orders, with what is counted about them."""

    orders: AsyncIOMotorCollection[Document]

    def __init__(self, client: AsyncIOMotorClient[Document], name: str = "shop") -> None:
        self.client = client
        self.database = client[name]
        self.orders = self.database.orders

    async def prepare(self) -> list[str]:
        await self.orders.create_index([("customer", DESCENDING)])
        indexes = await self.orders.list_indexes().to_list(length=None)
        return [index["name"] for index in indexes]

    async def add(self, customer: str, lines: list[Document]) -> ObjectId:
        result = await self.orders.insert_one({"customer": customer, "lines": lines})
        order: ObjectId = result.inserted_id
        return order

    async def of(self, customer: str, limit: int = 20) -> list[Document]:
        cursor: AsyncIOMotorCursor[Document] = self.orders.find({"customer": customer}).sort("_id", DESCENDING)
        return await cursor.limit(limit).to_list(length=limit)

    async def totals(self) -> dict[str, int]:
        pipeline: list[Document] = [
            {"$unwind": "$lines"},
            {"$group": {"_id": "$customer", "sum": {"$sum": "$lines.price"}}},
        ]
        return {total["_id"]: total["sum"] async for total in self.orders.aggregate(pipeline, allowDiskUse=True)}

    async def best(self) -> Optional[Document]:
        # The first one is the best.
        cursor = self.orders.aggregate([{"$sort": {"sum": -1}}, {"$limit": 1}])
        async for order in cursor:
            return order
        return None

    async def all_twice(self) -> int:
        count = 0
        cursor = self.orders.find()
        while await cursor.fetch_next:
            order = cursor.next_object()
            count += len(order)
        cursor.rewind()
        async for order in cursor:
            count += len(order)
        return count

    async def move(self, old: str, new: str) -> Optional[Document]:
        async with await self.client.start_session() as session:
            async with session.start_transaction():
                return await self.orders.find_one_and_update(
                    {"customer": old},
                    {"$set": {"customer": new}},
                    return_document=ReturnDocument.AFTER,
                    session=session,
                )

    async def move_again(self, old: str, new: str) -> None:
        async def both(session: AsyncIOMotorClientSession) -> None:
            await self.orders.update_many({"customer": old}, {"$set": {"customer": new}}, session=session)

        session = await self.client.start_session()
        try:
            await session.with_transaction(both)
        finally:
            await session.end_session()

    async def changes(self) -> AsyncIterator[Mapping[str, Any]]:
        async with self.orders.watch([{"$match": {"operationType": "insert"}}], full_document="updateLookup") as stream:
            async for change in stream:
                yield change

    async def next_change(self, database: AgnosticDatabase[Document]) -> Optional[Mapping[str, Any]]:
        stream: AsyncIOMotorChangeStream[Document] = database.watch()
        try:
            return await stream.try_next()
        finally:
            await stream.close()

    async def names(self) -> list[str]:
        collections: AsyncIOMotorCommandCursor[MutableMapping[str, Any]] = await self.database.list_collections()
        return [collection["name"] async for collection in collections] + await self.client.list_database_names()

    async def close(self) -> None:
        self.client.close()


@dataclass
class Pictures:
    """Pictures in GridFS."""

    bucket: AsyncIOMotorGridFSBucket
    opened: dict[str, Picture] = field(default_factory=dict)

    async def save(self, name: str, data: bytes) -> ObjectId:
        async with self.bucket.open_upload_stream(name, metadata={"size": len(data)}) as file:
            await file.write(data)
        return await self.bucket.upload_from_stream(name, data)

    async def load(self, name: str) -> bytes:
        picture = await self.bucket.open_download_stream_by_name(name)
        picture.seek(0)
        parts = []
        async for chunk in picture:
            parts.append(chunk)
        return b"".join(parts)

    async def forget(self, name: str) -> None:
        async for picture in self.bucket.find({"filename": name}):
            await self.bucket.delete(picture._id)


async def main() -> None:
    client: AsyncIOMotorClient[Document] = AsyncIOMotorClient("mongodb://localhost", io_loop=asyncio.get_running_loop())
    other: AsyncIOMotorClient[Document] = motor.motor_asyncio.AsyncIOMotorClient("mongodb://localhost", tz_aware=True)
    orders = Orders(client)
    pictures = Pictures(AsyncIOMotorGridFSBucket(client.get_database("pictures"), bucket_name="goods"))
    print(await orders.prepare(), await orders.totals(), await pictures.load("bread"))
    print(await client.server_info(), client.primary)
    await orders.close()
    other.close()


asyncio.run(main())
