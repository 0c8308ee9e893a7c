"""One share."""

from asyncfix import blocking, quick

from .base import TickerBase

class Ticker(TickerBase):
    @quick
    def __init__(self, *args, **kwargs): ...
    @blocking("http")
    def option_chain(self, *args, **kwargs): ...
