"""Time zones, each of which is read from disk once."""

from asyncfix import blocking

from ._tzpath import available_timezones as available_timezones

@blocking("load")
class ZoneInfo:
    @blocking("load")
    def no_cache(self, *_): ...
