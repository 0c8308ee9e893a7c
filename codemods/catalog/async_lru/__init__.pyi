"""Caches of coroutine functions."""

from asyncfix import decorator

@decorator("same")
def alru_cache(*args, **kwargs): ...
