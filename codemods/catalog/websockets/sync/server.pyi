"""WebSocket servers without async."""

from asyncfix import blocking

class Server:
    @blocking("socket")
    def serve_forever(self): ...
    def __enter__(self) -> "Server": ...

def serve(handler, host=None, port=None, **kwargs) -> Server: ...
