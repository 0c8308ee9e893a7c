"""Searches folders for file names."""

from asyncfix import blocking

@blocking("file")
def glob(*_): ...
@blocking("file")
def iglob(*_): ...
