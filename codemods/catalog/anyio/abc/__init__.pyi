"""What streams, task groups and processes can do."""

from ._streams import (
    ByteReceiveStream as ByteReceiveStream,
    ByteSendStream as ByteSendStream,
    ByteStream as ByteStream,
    Listener as Listener,
    ObjectReceiveStream as ObjectReceiveStream,
    ObjectSendStream as ObjectSendStream,
    ObjectStream as ObjectStream,
)
from ._subprocesses import Process as Process
from ._tasks import TaskGroup as TaskGroup, TaskStatus as TaskStatus
