"""Runs a program on a terminal."""

from asyncfix import blocking

@blocking("subprocess")
def run(*args, **kwargs): ...
@blocking("subprocess")
def runu(*args, **kwargs): ...
