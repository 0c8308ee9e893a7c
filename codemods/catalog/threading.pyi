"""Threads."""

from _thread import LockType as Lock, RLock as RLock, _local as local

from asyncfix import blocking, calls, offloads, quick, thread_bound, timeout, unless

class _RLock:
    @blocking("lock")
    @unless(blocking=False)
    @unless(timeout=0)
    def acquire(self, *_): ...
    @blocking("lock")
    def __enter__(self, *_): ...

class Condition:
    @blocking("lock")
    @unless(blocking=False)
    @unless(timeout=0)
    def acquire(self, *_): ...
    @blocking("lock")
    def __enter__(self, *_): ...
    @blocking("wait")
    @timeout("timeout")
    def wait(self, *_): ...
    @blocking("wait")
    @timeout("timeout")
    @calls("predicate")
    def wait_for(self, *_): ...
    @quick
    def notify(self, *_): ...
    @quick
    def notify_all(self, *_): ...

class Semaphore:
    @blocking("lock")
    @unless(blocking=False)
    @unless(timeout=0)
    def acquire(self, *_): ...
    @blocking("lock")
    def __enter__(self, *_): ...
    @quick
    def release(self, *_): ...

class BoundedSemaphore(Semaphore): ...

class Event:
    @blocking("wait")
    @timeout("timeout")
    def wait(self, *_): ...
    @quick
    def clear(self, *_): ...
    @quick
    def is_set(self, *_): ...
    @quick
    def set(self, *_): ...

class Barrier:
    @blocking("wait")
    @timeout("timeout")
    def wait(self, *_): ...

@offloads("target")
class Thread:
    @blocking("wait")
    @timeout("timeout")
    def join(self, *_): ...
    @quick
    def start(self, *_): ...
    @quick
    def is_alive(self, *_): ...

@offloads("function")
class Timer(Thread): ...

@thread_bound
def current_thread(*_): ...
