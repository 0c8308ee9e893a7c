"""The file `~/.kube/config`."""

from asyncfix import blocking

@blocking("file")
def load_kube_config(*args, **kwargs): ...
