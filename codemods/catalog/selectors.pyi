"""Waits until files are ready."""

from asyncfix import blocking, unless

class BaseSelector:
    @blocking("socket")
    @unless(timeout=0)
    def select(self, *_): ...

class SelectSelector:
    @blocking("socket")
    @unless(timeout=0)
    def select(self, *_): ...

class _PollLikeSelector:
    @blocking("socket")
    @unless(timeout=0)
    def select(self, *_): ...

class EpollSelector:
    @blocking("socket")
    @unless(timeout=0)
    def select(self, *_): ...

class KqueueSelector:
    @blocking("socket")
    @unless(timeout=0)
    def select(self, *_): ...
