"""Tokenizers of any kind."""

from asyncfix import blocking

class AutoTokenizer:
    @blocking("load")
    def from_pretrained(self, *args, **kwargs): ...
