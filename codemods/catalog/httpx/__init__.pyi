"""HTTP with and without async."""

from httpx._api import (
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
from httpx._client import AsyncClient as AsyncClient, Client as Client
from httpx._config import create_ssl_context as create_ssl_context
from httpx._models import Response as Response

__thread_safe__ = True
