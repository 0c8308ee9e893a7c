"""Addresses and dates of mail."""

from asyncfix import blocking

# Asks for the machine's full name unless `domain` is given.
@blocking("dns")
def make_msgid(*_): ...
