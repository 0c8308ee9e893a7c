# A startable function that never says that it has started.
import anyio
import trio
from anyio.abc import TaskStatus


async def listen(port, *, task_status=trio.TASK_STATUS_IGNORED):  # AFX505
    await trio.open_tcp_listeners(port)
    await trio.sleep_forever()


async def listen_in_anyio(port, *, task_status: TaskStatus = anyio.TASK_STATUS_IGNORED):  # AFX505
    await anyio.create_tcp_listener(local_port=port)
    await anyio.sleep_forever()


async def says_so(port, *, task_status=trio.TASK_STATUS_IGNORED):
    task_status.started(await trio.open_tcp_listeners(port))  # ok: says so
    await trio.sleep_forever()


async def hands_on(port, *, task_status=trio.TASK_STATUS_IGNORED):
    await says_so(port, task_status=task_status)  # ok: who is given it can say so, though the peer finds it


async def stub(*, task_status=trio.TASK_STATUS_IGNORED): ...  # ok: no body
