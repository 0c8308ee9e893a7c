"""Data classes."""

from asyncfix import decorator

@decorator("same")
def dataclass(*_): ...
