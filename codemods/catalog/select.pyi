"""Waits until files are ready."""

from asyncfix import blocking, unless

@blocking("socket")
@unless(timeout=0)
def select(*_): ...

class poll:
    @blocking("socket")
    @unless(timeout=0)
    def poll(self, *_): ...

class epoll:
    @blocking("socket")
    @unless(timeout=0)
    def poll(self, *_): ...

class kqueue:
    @blocking("socket")
    @unless(timeout=0)
    @unless(maxevents=0)
    def control(self, *_): ...

class devpoll:
    @blocking("socket")
    @unless(timeout=0)
    def poll(self, *_): ...
