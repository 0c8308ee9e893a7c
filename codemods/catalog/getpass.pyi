"""Asks for a password."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("input")
def getpass(*_): ...
