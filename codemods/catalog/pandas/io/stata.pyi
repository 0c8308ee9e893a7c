"""Tables in Stata files."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("file")
def read_stata(*args, **kwargs): ...
