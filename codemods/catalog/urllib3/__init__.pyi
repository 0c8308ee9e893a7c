"""HTTP with pools of connections."""

from urllib3.connectionpool import (
    HTTPConnectionPool as HTTPConnectionPool,
    HTTPSConnectionPool as HTTPSConnectionPool,
    connection_from_url as connection_from_url,
)
from urllib3.poolmanager import (
    PoolManager as PoolManager,
    ProxyManager as ProxyManager,
    proxy_from_url as proxy_from_url,
)

from asyncfix import blocking

__thread_safe__ = True

# A module of this name in urllib3 1, a function since.
@blocking("http")
def request(method, url, **kwargs): ...
