# defect: blocked; deprecated; uses motor.motor_asyncio.AsyncIOMotorClient; uses motor.motor_asyncio.AsyncIOMotorCollection
# safety: unsafe
# together: AFX951 AFX952 AFX953
# clock: real
# cancel: no, as what Motor was doing goes on in its thread
# needs: packs_typed/motor-to-pymongo-async
from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorCollection
import servers

URL = servers.mongo()


async def totals(orders: AsyncIOMotorCollection):
    async for total in orders.aggregate([{"$count": "count"}]):
        print(total)
    return await orders.list_indexes().to_list(None)


async def names(client: AsyncIOMotorClient):
    async with await client.start_session() as session:
        print([order["name"] async for order in client["shop"]["orders"].find({}, {"_id": 0}, session=session)])


async def each(orders: AsyncIOMotorCollection):
    cursor = orders.find({"name": "b"})
    while await cursor.fetch_next:
        order = cursor.next_object()
        print(order["price"])


async def main():
    client: AsyncIOMotorClient = AsyncIOMotorClient(URL)
    orders: AsyncIOMotorCollection = client["shop"]["orders"]
    await orders.delete_many({})
    await orders.insert_many([{"name": "a", "price": 1}, {"name": "b", "price": 2}])
    print([index["name"] for index in await totals(orders)])
    await names(client)
    await each(orders)
    found = await orders.find_one({"name": "a"})
    print(found["price"])
    client.close()
