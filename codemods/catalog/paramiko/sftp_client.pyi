"""Files over SSH."""

from asyncfix import blocking, blocking_methods, quick

@blocking_methods("socket")
class SFTPClient:
    @quick
    def get_channel(self, *args, **kwargs): ...
    @quick
    def getcwd(self, *args, **kwargs): ...
    @classmethod
    @blocking("socket")
    def from_transport(cls, t, window_size=None, max_packet_size=None) -> "SFTPClient": ...
    def __enter__(self) -> "SFTPClient": ...
