"""Searches folders for file names."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("file")
def glob(*_): ...
@blocking("file")
def iglob(*_): ...
