"""Sets up logging."""

from asyncfix import blocking

@blocking("file")
def fileConfig(*_): ...
