"""asyncio."""

from _asyncio import (
    Future as Future,
    Task as Task,
    current_task as current_task,
    get_running_loop as get_running_loop,
)

from .base_events import BaseEventLoop as BaseEventLoop, Server as Server
from .events import (
    AbstractEventLoop as AbstractEventLoop,
    AbstractServer as AbstractServer,
    Handle as Handle,
    TimerHandle as TimerHandle,
)
from .futures import wrap_future as wrap_future
from .locks import (
    Barrier as Barrier,
    BoundedSemaphore as BoundedSemaphore,
    Condition as Condition,
    Event as Event,
    Lock as Lock,
    Semaphore as Semaphore,
)
from .queues import LifoQueue as LifoQueue, PriorityQueue as PriorityQueue, Queue as Queue
from .runners import Runner as Runner, run as run
from .streams import StreamReader as StreamReader, StreamWriter as StreamWriter
from .taskgroups import TaskGroup as TaskGroup
from .tasks import (
    all_tasks as all_tasks,
    create_task as create_task,
    ensure_future as ensure_future,
    gather as gather,
    shield as shield,
)
from .threads import to_thread as to_thread
from .timeouts import Timeout as Timeout
from .transports import (
    BaseTransport as BaseTransport,
    DatagramTransport as DatagramTransport,
    ReadTransport as ReadTransport,
    Transport as Transport,
    WriteTransport as WriteTransport,
)
