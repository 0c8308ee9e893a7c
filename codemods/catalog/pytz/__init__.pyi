"""Time zones, each of which is read from disk once."""

from asyncfix import blocking, unless

@blocking("load")
@unless(zone="UTC")
def timezone(zone): ...
