"""Tables in Parquet files."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("file")
def read_parquet(*args, **kwargs): ...
