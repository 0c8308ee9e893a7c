"""Models in files."""

from asyncfix import blocking

@blocking("file")
def load(*args, **kwargs): ...
@blocking("file")
def save(*args, **kwargs): ...
