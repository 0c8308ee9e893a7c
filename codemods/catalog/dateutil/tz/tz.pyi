"""Time zones, each of which is read from disk once."""

from asyncfix import blocking, unless

@blocking("load")
@unless(name="UTC")
def gettz(name=None): ...

@blocking("load")
class tzfile:
    def __init__(self, fileobj, filename=None): ...
