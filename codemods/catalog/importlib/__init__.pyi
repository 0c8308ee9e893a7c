"""Imports. A module is read from disk the first time."""

from asyncfix import blocking

@blocking("load")
def import_module(*_): ...
@blocking("load")
def reload(*_): ...
