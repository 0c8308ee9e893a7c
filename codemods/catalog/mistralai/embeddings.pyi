"""Embeddings."""

from asyncfix import async_twin, blocking

class Embeddings:
    @blocking("http")
    @async_twin("mistralai.embeddings.Embeddings.create_async")
    def create(self, *args, **kwargs): ...
    async def create_async(self, *args, **kwargs): ...
