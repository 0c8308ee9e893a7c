"""Tables in text."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("file")
def read_csv(*args, **kwargs): ...
@blocking("file")
def read_fwf(*args, **kwargs): ...
@blocking("file")
def read_table(*args, **kwargs): ...
