"""Receives messages on a connection of their own."""

from asyncfix import blocking

@blocking("socket")
def callback(*args, **kwargs): ...
@blocking("socket")
def simple(*args, **kwargs): ...
