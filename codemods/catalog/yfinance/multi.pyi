"""Many prices."""

from asyncfix import blocking

@blocking("http")
def download(*args, **kwargs): ...
