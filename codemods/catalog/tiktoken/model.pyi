"""Encodings by model."""

from asyncfix import blocking

@blocking("load")
def encoding_for_model(*args, **kwargs): ...
