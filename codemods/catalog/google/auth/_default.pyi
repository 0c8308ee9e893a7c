"""Looks for credentials: in files, and from the server that knows this machine."""

from asyncfix import blocking

@blocking("load")
def default(*args, **kwargs): ...
@blocking("load")
def load_credentials_from_file(*args, **kwargs): ...
