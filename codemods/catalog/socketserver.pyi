"""Servers on sockets."""

from asyncfix import blocking

class BaseServer:
    @blocking("socket")
    def serve_forever(self, *_): ...
    @blocking("socket")
    def handle_request(self, *_): ...
    @blocking("wait")
    def shutdown(self, *_): ...
