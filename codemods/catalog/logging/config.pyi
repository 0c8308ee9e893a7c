"""Sets up logging."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("file")
def fileConfig(*_): ...
