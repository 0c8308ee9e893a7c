"""File types."""

from asyncfix import blocking

@blocking("load")
def init(*_): ...
@blocking("load")
def read_mime_types(*_): ...
