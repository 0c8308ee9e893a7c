# select: AFX602
# Yield in a context manager of another library that opens a nursery inside of it. Which do is not known here, so that the
# rule for all context managers finds them.
import anyio.from_thread
import asgi_lifespan
import trio_parallel
import trio_websocket


async def lines(address):
    async with trio_websocket.open_websocket_url(address) as socket:
        yield await socket.get_message()  # AFX602


async def workers():
    async with trio_parallel.open_worker_context() as context:
        yield context  # AFX602


async def clients(app, client):
    async with asgi_lifespan.LifespanManager(app):
        yield client  # AFX602


def portals():
    with anyio.from_thread.start_blocking_portal() as portal:
        yield portal  # ok: a plain generator is closed as soon as nobody refers to it
