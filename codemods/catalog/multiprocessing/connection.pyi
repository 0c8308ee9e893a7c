"""Pipes between processes."""

from asyncfix import blocking, timeout

class _ConnectionBase:
    @blocking("wait")
    def recv(self, *_): ...
    @blocking("wait")
    def recv_bytes(self, *_): ...
    @blocking("wait")
    def recv_bytes_into(self, *_): ...

class Listener:
    @blocking("wait")
    def accept(self, *_): ...

@blocking("socket")
def Client(*_): ...
@blocking("wait")
@timeout("timeout")
def wait(*_): ...
