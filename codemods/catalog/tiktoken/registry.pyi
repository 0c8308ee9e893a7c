"""Encodings by name."""

from asyncfix import blocking

@blocking("load")
def get_encoding(*args, **kwargs): ...
