"""Locks of files."""

from asyncfix import blocking

class Lock:
    @blocking("lock")
    def acquire(self, *args, **kwargs): ...
    @blocking("lock")
    def __enter__(self): ...

class RLock(Lock): ...
