"""Enumerations."""

from asyncfix import decorator

@decorator("same")
def unique(*_): ...

@decorator("property")
class property: ...
