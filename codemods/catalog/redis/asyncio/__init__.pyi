"""Redis for asyncio."""

from redis.asyncio.client import (
    Pipeline as Pipeline,
    PubSub as PubSub,
    Redis as Redis,
    StrictRedis as StrictRedis,
)
from redis.asyncio.lock import Lock as Lock
from redis.asyncio.utils import from_url as from_url
