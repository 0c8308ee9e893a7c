"""Requests to Google's services."""

from asyncfix import blocking

class HttpRequest:
    @blocking("http")
    def execute(self, *args, **kwargs): ...
    @blocking("http")
    def next_chunk(self, *args, **kwargs): ...

class BatchHttpRequest:
    @blocking("http")
    def execute(self, *args, **kwargs): ...

class MediaIoBaseDownload:
    @blocking("http")
    def next_chunk(self, *args, **kwargs): ...
