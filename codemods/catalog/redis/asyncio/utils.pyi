"""Makes clients."""

from redis.asyncio.client import Redis

def from_url(url, **kwargs) -> Redis: ...
