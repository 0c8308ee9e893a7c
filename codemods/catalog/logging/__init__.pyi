"""Logging."""

from asyncfix import blocking, unless

__thread_safe__ = True

@blocking("file")
@unless(delay=True)
class FileHandler: ...
