"""Tables in pickles."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("file")
def read_pickle(*args, **kwargs): ...
@blocking("file")
def to_pickle(*args, **kwargs): ...
