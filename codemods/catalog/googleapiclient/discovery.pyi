"""Google's services. Their descriptions are files, or come over the network."""

from asyncfix import blocking

@blocking("load")
def build(*args, **kwargs): ...
@blocking("load")
def build_from_document(*args, **kwargs): ...
