"""Locks between tasks."""

from asyncfix import calls, loop_bound, needs_loop

@loop_bound
class Lock:
    @needs_loop
    def release(self, *_): ...

@loop_bound
class Event:
    @needs_loop
    def clear(self, *_): ...
    @needs_loop
    def set(self, *_): ...

@loop_bound
class Condition:
    @needs_loop
    def notify(self, *_): ...
    @needs_loop
    def notify_all(self, *_): ...
    @needs_loop
    def release(self, *_): ...
    @calls("predicate")
    def wait_for(self, *_): ...

@loop_bound
class Semaphore:
    @needs_loop
    def release(self, *_): ...

@loop_bound
class BoundedSemaphore(Semaphore): ...

@loop_bound
class Barrier: ...
