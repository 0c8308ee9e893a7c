"""HTTP with and without async. The successor of httpx, with the same names."""

from httpx2._api import (
    delete as delete,
    get as get,
    head as head,
    options as options,
    patch as patch,
    post as post,
    put as put,
    request as request,
    stream as stream,
)
from httpx2._client import AsyncClient as AsyncClient, Client as Client
from httpx2._config import create_ssl_context as create_ssl_context
from httpx2._models import Response as Response

__thread_safe__ = True
