"""Heaps."""

from asyncfix import calls

@calls("key")
def merge(*_): ...
@calls("key")
def nlargest(*_): ...
@calls("key")
def nsmallest(*_): ...
