"""The files that a cluster gives to a pod."""

from asyncfix import blocking

@blocking("file")
def load_incluster_config(*args, **kwargs): ...
