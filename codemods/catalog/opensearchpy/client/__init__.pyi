"""Clients, which connect at the first query."""

from asyncfix import async_twin, blocking_methods, quick

from .indices import IndicesClient

@blocking_methods("db")
@async_twin("opensearchpy.AsyncOpenSearch")
class OpenSearch:
    indices: IndicesClient
    @quick
    def __init__(self, *args, **kwargs): ...
    def __enter__(self) -> "OpenSearch": ...
