"""What serial ports have in common."""

from asyncfix import blocking

class SerialBase:
    @blocking("socket")
    def read_all(self, *args, **kwargs): ...
    @blocking("socket")
    def read_until(self, *args, **kwargs): ...
