"""Warnings."""

from asyncfix import decorator

@decorator("same")
class deprecated: ...
