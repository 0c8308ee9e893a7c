"""Makes classes, with newer defaults."""

from asyncfix import decorator

@decorator("same")
def define(*args, **kwargs): ...
@decorator("same")
def frozen(*args, **kwargs): ...
@decorator("same")
def mutable(*args, **kwargs): ...
