"""Tables in XML."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("file")
def read_xml(*args, **kwargs): ...
