"""The pins of a Raspberry Pi."""

from asyncfix import blocking

@blocking("wait")
def wait_for_edge(*args, **kwargs): ...
