"""Command interpreters."""

from asyncfix import blocking

class Cmd:
    @blocking("input")
    def cmdloop(self, *_): ...
