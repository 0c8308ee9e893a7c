"""News feeds, by address. A text is parsed at once, which this mark does not know."""

from asyncfix import blocking

@blocking("http")
def parse(*args, **kwargs): ...
