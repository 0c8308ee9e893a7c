"""Searches folders for file names."""

from asyncfix import blocking

@blocking("file")
def glob(*_): ...
@blocking("file", lazy=True)
def iglob(*_): ...
