"""What tables and columns have in common. Without a path, the text is given back."""

from asyncfix import blocking, unless

__thread_safe__ = True

class NDFrame:
    @blocking("file")
    @unless(path_or_buf=None)
    def to_csv(self, path_or_buf=None, **kwargs): ...
    @blocking("file")
    @unless(path_or_buf=None)
    def to_json(self, path_or_buf=None, **kwargs): ...
    @blocking("file")
    def to_excel(self, *args, **kwargs): ...
    @blocking("file")
    def to_hdf(self, *args, **kwargs): ...
    @blocking("file")
    def to_pickle(self, *args, **kwargs): ...
    @blocking("db")
    def to_sql(self, *args, **kwargs): ...
