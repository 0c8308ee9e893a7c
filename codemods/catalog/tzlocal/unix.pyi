"""This machine's time zone, as files say it."""

from asyncfix import blocking

@blocking("load")
def get_localzone(*args, **kwargs): ...
@blocking("load")
def get_localzone_name(*args, **kwargs): ...
