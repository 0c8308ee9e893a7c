"""Hashes passwords, slowly."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("cpu")
def checkpw(*args, **kwargs): ...
@blocking("cpu")
def hashpw(*args, **kwargs): ...
@blocking("cpu")
def kdf(*args, **kwargs): ...
