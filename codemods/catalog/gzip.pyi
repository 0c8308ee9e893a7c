"""Files compressed with gzip."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("file", opens=True)
def open(*_): ...
