"""Logging."""

from asyncfix import blocking, unless

@blocking("file")
@unless(delay=True)
class FileHandler: ...
