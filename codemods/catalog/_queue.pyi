"""The part of `queue` that is written in C."""

from asyncfix import blocking, quick, unless

class SimpleQueue:
    @blocking("wait")
    @unless(block=False)
    @unless(timeout=0)
    def get(self, *_): ...
    @quick
    def put(self, *_): ...
    @quick
    def get_nowait(self, *_): ...
    @quick
    def put_nowait(self, *_): ...
