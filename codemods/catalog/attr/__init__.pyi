"""Classes without boilerplate. These decorators leave methods as they are."""

from attr._make import attrs as attributes, attrs as attrs, attrs as s
from attr._next_gen import define as define, frozen as frozen, mutable as mutable

from asyncfix import decorator

@decorator("same")
def dataclass(*args, **kwargs): ...
