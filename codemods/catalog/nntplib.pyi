"""Reads news; gone in Python 3.13."""

from asyncfix import blocking, blocking_methods, quick

@blocking("socket")
@blocking_methods("socket")
class NNTP:
    @quick
    def getcapabilities(self, *_): ...
    @quick
    def getwelcome(self, *_): ...
    @quick
    def set_debuglevel(self, *_): ...

@blocking("socket")
class NNTP_SSL(NNTP): ...
