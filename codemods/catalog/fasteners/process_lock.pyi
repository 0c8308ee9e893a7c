"""Locks between processes."""

from asyncfix import blocking, unless

class InterProcessLock:
    @blocking("lock")
    @unless(blocking=False)
    @unless(timeout=0)
    def acquire(self, blocking=True, delay=0.01, max_delay=0.1, timeout=None): ...
    @blocking("lock")
    def __enter__(self) -> "InterProcessLock": ...
