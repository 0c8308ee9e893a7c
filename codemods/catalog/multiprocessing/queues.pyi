"""Queues between processes."""

from asyncfix import blocking, quick, timeout, unless

class Queue:
    @blocking("wait")
    @unless(block=False)
    @timeout("timeout")
    def get(self, *_): ...
    # Hands over to a thread; waits only where the queue has a greatest size, which most have not.
    @quick
    def put(self, *_): ...
    @blocking("wait")
    def join_thread(self, *_): ...
    @quick
    def get_nowait(self, *_): ...
    @quick
    def put_nowait(self, *_): ...

class JoinableQueue(Queue):
    @blocking("wait")
    def join(self, *_): ...

class SimpleQueue:
    @blocking("wait")
    def get(self, *_): ...
    @blocking("wait")
    def put(self, *_): ...
