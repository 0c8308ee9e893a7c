"""Asks for a password."""

from asyncfix import blocking

@blocking("input")
def getpass(*_): ...
