"""Reads mail with IMAP."""

from asyncfix import async_twin, blocking, blocking_methods, quick

@blocking("socket")
@blocking_methods("socket")
@async_twin("aioimaplib.IMAP4")
class IMAP4:
    @blocking("socket")
    def __exit__(self, *_): ...
    @quick
    def print_log(self, *_): ...
    @quick
    def socket(self, *_): ...

@blocking("socket")
@async_twin("aioimaplib.IMAP4_SSL")
class IMAP4_SSL(IMAP4): ...

@blocking("subprocess")
class IMAP4_stream(IMAP4): ...
