"""Tries again. Between two tries, a plain function sleeps and a coroutine waits."""

from asyncfix import decorator

@decorator("same")
def on_exception(*args, **kwargs): ...
@decorator("same")
def on_predicate(*args, **kwargs): ...
