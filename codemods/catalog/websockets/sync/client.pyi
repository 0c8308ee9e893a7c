"""WebSocket clients without async."""

from websockets.sync.connection import Connection

from asyncfix import async_twin, blocking

class ClientConnection(Connection):
    def __enter__(self) -> "ClientConnection": ...

@blocking("socket")
@async_twin("websockets.connect")
def connect(uri, **kwargs) -> ClientConnection: ...
