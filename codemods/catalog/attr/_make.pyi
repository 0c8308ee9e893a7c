"""Makes classes."""

from asyncfix import decorator

@decorator("same")
def attrs(*args, **kwargs): ...
