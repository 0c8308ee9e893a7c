"""INI files."""

from asyncfix import blocking

class RawConfigParser:
    @blocking("file")
    def read(self, *_): ...
