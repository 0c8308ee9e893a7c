"""Pools of connections to any host. Making a manager connects to nothing."""

from urllib3._request_methods import RequestMethods
from urllib3.connectionpool import HTTPConnectionPool

from asyncfix import async_twin, blocking_methods, quick

__thread_safe__ = True

@blocking_methods("http")
@async_twin("httpx.AsyncClient")
class PoolManager(RequestMethods):
    @quick
    def __init__(self, *args, **kwargs): ...
    @quick
    def clear(self, *args, **kwargs): ...
    @quick
    def connection_from_context(self, request_context) -> HTTPConnectionPool: ...
    @quick
    def connection_from_host(self, host, **kwargs) -> HTTPConnectionPool: ...
    @quick
    def connection_from_pool_key(self, pool_key, **kwargs) -> HTTPConnectionPool: ...
    @quick
    def connection_from_url(self, url, **kwargs) -> HTTPConnectionPool: ...
    def __enter__(self) -> "PoolManager": ...

@blocking_methods("http")
class ProxyManager(PoolManager): ...

def proxy_from_url(url, **kwargs) -> ProxyManager: ...
