# safety: unsafe
# after: listening
# after: connected
# on: trio anyio
import functools
from contextlib import asynccontextmanager

import asyncio


async def listen(ports, *, task_status=asyncio.TASK_STATUS_IGNORED):
    await asyncio.sleep(1)
    ports.append("listening")
    task_status.started()
    await asyncio.sleep_forever()


@asynccontextmanager
async def serving(open_group, ports):
    async with open_group() as group:
        group.start_soon(functools.partial(listen, ports))
        yield
        group.cancel_scope.cancel()


async def main():
    ports = []
    open_group = getattr(asyncio, "open_nursery", None) or asyncio.create_task_group
    async with serving(open_group, ports):
        print(*ports)
        print("connected")
