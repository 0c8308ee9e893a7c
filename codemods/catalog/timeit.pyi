"""Measures small pieces of code by running them many times."""

from asyncfix import blocking

@blocking("cpu")
def repeat(*_): ...
@blocking("cpu")
def timeit(*_): ...
