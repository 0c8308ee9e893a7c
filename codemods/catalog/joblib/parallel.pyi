"""Parallel work."""

from asyncfix import blocking

class Parallel:
    @blocking("cpu")
    def __call__(self, iterable): ...
