"""Reads mail with POP3."""

from asyncfix import blocking, blocking_methods, quick

@blocking("socket")
@blocking_methods("socket")
class POP3:
    @quick
    def getwelcome(self, *_): ...
    @quick
    def set_debuglevel(self, *_): ...

@blocking("socket")
class POP3_SSL(POP3): ...
