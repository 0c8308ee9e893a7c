"""Queues between tasks."""

from asyncfix import loop_bound, needs_loop

@loop_bound
class Queue:
    @needs_loop
    def get_nowait(self, *_): ...
    @needs_loop
    def put_nowait(self, *_): ...
    @needs_loop
    def shutdown(self, *_): ...
    @needs_loop
    def task_done(self, *_): ...

@loop_bound
class PriorityQueue(Queue): ...

@loop_bound
class LifoQueue(Queue): ...
