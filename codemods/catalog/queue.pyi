"""Queues between threads."""

from _queue import SimpleQueue as SimpleQueue

from asyncfix import blocking, quick, unless

class Queue:
    @blocking("wait")
    @unless(block=False)
    @unless(timeout=0)
    def get(self, *_): ...
    # Waits only where the queue has a greatest size.
    @blocking("wait")
    @unless(block=False)
    @unless(timeout=0)
    def put(self, *_): ...
    @blocking("wait")
    def join(self, *_): ...
    @quick
    def get_nowait(self, *_): ...
    @quick
    def put_nowait(self, *_): ...
    @quick
    def task_done(self, *_): ...

class PriorityQueue(Queue): ...
class LifoQueue(Queue): ...
