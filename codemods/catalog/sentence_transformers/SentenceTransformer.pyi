"""Embeddings in this process."""

from asyncfix import blocking

@blocking("load")
class SentenceTransformer:
    @blocking("cpu")
    def encode(self, *args, **kwargs): ...
