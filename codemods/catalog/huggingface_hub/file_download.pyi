"""Downloads a file, unless it is in the cache."""

from asyncfix import blocking

@blocking("http")
def hf_hub_download(*args, **kwargs): ...
