"""Files compressed with bzip2."""

from asyncfix import blocking

@blocking("file", opens=True)
def open(*_): ...
