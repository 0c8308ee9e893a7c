"""Checks types at run time."""

from asyncfix import decorator

@decorator("same")
def typechecked(*args, **kwargs): ...
