"""Locks between threads."""

from asyncfix import blocking

class ReaderWriterLock:
    @blocking("lock")
    def read_lock(self): ...
    @blocking("lock")
    def write_lock(self): ...
