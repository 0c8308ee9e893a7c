"""Waits until files are ready."""

from asyncfix import blocking, timeout, unless

@blocking("socket")
@timeout("timeout")
def select(*_): ...

class poll:
    @blocking("socket")
    @timeout("timeout", per_second=1000)
    def poll(self, *_): ...

class epoll:
    @blocking("socket")
    @timeout("timeout")
    def poll(self, *_): ...

class kqueue:
    @blocking("socket")
    @timeout("timeout")
    @unless(maxevents=0)
    def control(self, *_): ...

class devpoll:
    @blocking("socket")
    @timeout("timeout", per_second=1000)
    def poll(self, *_): ...
