"""Await the methods of a client, and follow a batch that is built up."""
from typing import Literal

import old
import new
from asyncfix import Body, Bound

safety = "unsafe"


async def before(url, *args, **options: Literal["port", "name"]):
    client = old.Client(url, *args, **options)


async def after(url, *args, **options):
    client = new.Client(url, *args, **options)


async def before_method(client: Bound, method: Literal["get", "put"], key, **options):
    value = client.method(key, **options)


async def after_method(client: Bound, method, key, **options):
    value = await client.method(key, **options)


async def before_decode(value: Bound):
    value.decode()


async def before_batch(client: Bound):
    batch = client.batch()


async def before_batched(batch: Bound, method: Literal["get", "put"], *args):
    batch = batch.method(*args)


async def before_run(batch: Bound):
    batch.run()


async def after_run(batch: Bound):
    await batch.run()


async def before_lock(client: Bound, body: Body):
    with client.lock():
        body


async def after_lock(client: Bound, body: Body):
    async with client.lock():
        body
