"""Files compressed with LZMA."""

from asyncfix import blocking

@blocking("file", opens=True)
def open(*_): ...
