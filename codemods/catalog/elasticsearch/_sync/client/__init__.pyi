"""Clients, which connect at the first query."""

from asyncfix import async_twin, blocking_methods, quick

from .indices import IndicesClient

@blocking_methods("db")
@async_twin("elasticsearch.AsyncElasticsearch")
class Elasticsearch:
    indices: IndicesClient
    @quick
    def __init__(self, *args, **kwargs): ...
    @quick
    def options(self, **kwargs) -> "Elasticsearch": ...
    def __enter__(self) -> "Elasticsearch": ...
