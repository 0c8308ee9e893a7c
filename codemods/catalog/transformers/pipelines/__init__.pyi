"""Makes pipelines."""

from asyncfix import blocking

@blocking("load")
def pipeline(*args, **kwargs): ...
