"""Addresses and dates of mail."""

from asyncfix import blocking, unless_given

# Asks for the machine's full name unless `domain` is given.
@blocking("dns")
@unless_given("domain")
def make_msgid(*_): ...
