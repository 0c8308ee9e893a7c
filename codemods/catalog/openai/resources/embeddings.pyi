"""Embeddings."""

from asyncfix import blocking

class Embeddings:
    @blocking("http")
    def create(self, *args, **kwargs): ...

class AsyncEmbeddings:
    async def create(self, *args, **kwargs): ...
