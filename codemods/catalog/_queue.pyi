"""The part of `queue` that is written in C."""

from asyncfix import blocking, quick, timeout, unless

class SimpleQueue:
    @blocking("wait")
    @unless(block=False)
    @timeout("timeout")
    def get(self, *_): ...
    @quick
    def put(self, *_): ...
    @quick
    def get_nowait(self, *_): ...
    @quick
    def put_nowait(self, *_): ...
