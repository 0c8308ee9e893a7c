"""Data classes."""

from asyncfix import decorator

__thread_safe__ = True

@decorator("same")
def dataclass(*_): ...
