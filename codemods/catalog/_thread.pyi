"""Threads, as written in C."""

from asyncfix import blocking, offloads, thread_bound, unless

# `Lock` of `threading` is `lock` since Python 3.13 and was `LockType` before.
class lock:
    @blocking("lock")
    @unless(blocking=False)
    @unless(timeout=0)
    def acquire(self, *_): ...
    @blocking("lock")
    @unless(blocking=False)
    @unless(timeout=0)
    def acquire_lock(self, *_): ...
    @blocking("lock")
    def __enter__(self, *_): ...

class LockType:
    @blocking("lock")
    @unless(blocking=False)
    @unless(timeout=0)
    def acquire(self, *_): ...
    @blocking("lock")
    @unless(blocking=False)
    @unless(timeout=0)
    def acquire_lock(self, *_): ...
    @blocking("lock")
    def __enter__(self, *_): ...

class RLock:
    @blocking("lock")
    @unless(blocking=False)
    @unless(timeout=0)
    def acquire(self, *_): ...
    @blocking("lock")
    def __enter__(self, *_): ...

@thread_bound
class _local: ...

@offloads("function")
def start_new_thread(*_): ...
@offloads("function")
def start_new(*_): ...
@thread_bound
def get_ident(*_): ...
@thread_bound
def get_native_id(*_): ...
