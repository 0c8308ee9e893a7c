"""Checks arguments."""

from asyncfix import decorator

@decorator("same")
def validate_call(*args, **kwargs): ...
