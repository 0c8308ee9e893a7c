"""Tables in SAS files."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("file")
def read_sas(*args, **kwargs): ...
