"""Objects in files."""

from asyncfix import blocking

@blocking("file")
def dump(*args, **kwargs): ...
@blocking("file")
def load(*args, **kwargs): ...
