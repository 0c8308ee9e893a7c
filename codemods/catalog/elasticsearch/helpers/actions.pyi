"""Queries of many documents."""

from asyncfix import async_twin, blocking

@blocking("db")
@async_twin("elasticsearch.helpers.async_bulk")
def bulk(*args, **kwargs): ...
@blocking("db")
@async_twin("elasticsearch.helpers.async_reindex")
def reindex(*args, **kwargs): ...
@blocking("db", lazy=True)
@async_twin("elasticsearch.helpers.async_scan")
def scan(*args, **kwargs): ...
@blocking("db", lazy=True)
@async_twin("elasticsearch.helpers.async_streaming_bulk")
def streaming_bulk(*args, **kwargs): ...
@blocking("db", lazy=True)
def parallel_bulk(*args, **kwargs): ...
