"""Tables in SPSS files."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("file")
def read_spss(*args, **kwargs): ...
