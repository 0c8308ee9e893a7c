"""Processes."""

from asyncfix import blocking, offloads, quick, timeout

@offloads("target")
class BaseProcess:
    @blocking("wait")
    @timeout("timeout")
    def join(self, *_): ...
    @quick
    def is_alive(self, *_): ...
    @quick
    def terminate(self, *_): ...
    @quick
    def kill(self, *_): ...
