"""Tables in Feather files."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("file")
def read_feather(*args, **kwargs): ...
