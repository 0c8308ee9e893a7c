"""Encodings."""

from asyncfix import blocking

@blocking("file", opens=True)
def open(*_): ...
