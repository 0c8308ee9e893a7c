import anyio.to_thread
import trio
from asgiref.sync import sync_to_async
from fastapi.concurrency import run_in_threadpool as in_pool
from starlette.concurrency import run_in_threadpool

from slow import nap


async def with_anyio():
    await anyio.to_thread.run_sync(nap)  # ok: in a thread


async def with_trio():
    await trio.to_thread.run_sync(nap)  # ok: in a thread


async def with_starlette():
    await run_in_threadpool(nap, 2)  # ok: in a thread
    await in_pool(nap)  # ok: in a thread


async def with_asgiref():
    await sync_to_async(nap)()  # ok: in a thread
    await sync_to_async(nap, thread_sensitive=True)()  # ok: in a thread


@sync_to_async
def decorated():
    nap()


async def with_a_decorator():
    await decorated()  # ok: in a thread
