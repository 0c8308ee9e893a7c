"""Makes clients, which connect at the first command."""

from redis.client import Redis

from asyncfix import async_twin

@async_twin("redis.asyncio.from_url")
def from_url(url, **kwargs) -> Redis: ...
