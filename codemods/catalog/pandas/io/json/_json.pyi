"""Tables in JSON."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("file")
def read_json(*args, **kwargs): ...
