"""File types."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("load")
def init(*_): ...
@blocking("load")
def read_mime_types(*_): ...
