"""Processes."""

from asyncfix import blocking, offloads, quick, unless

@offloads("target")
class BaseProcess:
    @blocking("wait")
    @unless(timeout=0)
    def join(self, *_): ...
    @quick
    def is_alive(self, *_): ...
    @quick
    def terminate(self, *_): ...
    @quick
    def kill(self, *_): ...
