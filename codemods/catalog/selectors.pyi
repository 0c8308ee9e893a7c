"""Waits until files are ready."""

from asyncfix import blocking, timeout

class BaseSelector:
    @blocking("socket")
    @timeout("timeout")
    def select(self, *_): ...

class SelectSelector:
    @blocking("socket")
    @timeout("timeout")
    def select(self, *_): ...

class _PollLikeSelector:
    @blocking("socket")
    @timeout("timeout")
    def select(self, *_): ...

class EpollSelector:
    @blocking("socket")
    @timeout("timeout")
    def select(self, *_): ...

class KqueueSelector:
    @blocking("socket")
    @timeout("timeout")
    def select(self, *_): ...
