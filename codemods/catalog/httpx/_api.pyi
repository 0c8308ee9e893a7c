"""One request each, on a connection of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from httpx._models import Response

from asyncfix import blocking

__thread_safe__ = True

@blocking("http")
def delete(url, **kwargs) -> Response: ...
@blocking("http")
def get(url, **kwargs) -> Response: ...
@blocking("http")
def head(url, **kwargs) -> Response: ...
@blocking("http")
def options(url, **kwargs) -> Response: ...
@blocking("http")
def patch(url, **kwargs) -> Response: ...
@blocking("http")
def post(url, **kwargs) -> Response: ...
@blocking("http")
def put(url, **kwargs) -> Response: ...
@blocking("http")
def request(method, url, **kwargs) -> Response: ...
@blocking("http", opens=True)
@contextmanager
def stream(method, url, **kwargs) -> Iterator[Response]: ...
