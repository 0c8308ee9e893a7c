"""Sends messages on a connection of their own."""

from asyncfix import blocking

@blocking("socket")
def multiple(*args, **kwargs): ...
@blocking("socket")
def single(*args, **kwargs): ...
