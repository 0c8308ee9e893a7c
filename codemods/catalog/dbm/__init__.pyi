"""Databases in a file."""

from asyncfix import blocking

@blocking("file", opens=True)
def open(*_): ...
@blocking("file")
def whichdb(*_): ...
