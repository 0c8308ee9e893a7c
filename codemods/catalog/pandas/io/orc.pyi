"""Tables in ORC files."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("file")
def read_orc(*args, **kwargs): ...
