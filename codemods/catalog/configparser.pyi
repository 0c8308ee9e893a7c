"""INI files."""

from asyncfix import blocking

__thread_safe__ = True

class RawConfigParser:
    @blocking("file")
    def read(self, *_): ...
