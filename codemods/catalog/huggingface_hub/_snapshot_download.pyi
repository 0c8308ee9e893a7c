"""Downloads a repository, unless it is in the cache."""

from asyncfix import blocking

@blocking("http")
def snapshot_download(*args, **kwargs): ...
