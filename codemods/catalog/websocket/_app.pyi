"""A WebSocket that calls back."""

from asyncfix import blocking, quick

class WebSocketApp:
    @quick
    def __init__(self, *args, **kwargs): ...
    @blocking("socket")
    def run_forever(self, *args, **kwargs): ...
    @blocking("socket")
    def send(self, *args, **kwargs): ...
