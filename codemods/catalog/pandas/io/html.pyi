"""Tables in web pages."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("file")
def read_html(*args, **kwargs): ...
