"""Tables."""

from pandas.core.generic import NDFrame

from asyncfix import blocking, unless

__thread_safe__ = True

class DataFrame(NDFrame):
    @blocking("file")
    @unless(path=None)
    def to_orc(self, path=None, **kwargs): ...
    @blocking("file")
    @unless(path=None)
    def to_parquet(self, path=None, **kwargs): ...
    @blocking("file")
    def to_feather(self, *args, **kwargs): ...
    @blocking("file")
    def to_stata(self, *args, **kwargs): ...
