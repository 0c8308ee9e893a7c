"""Redis."""

from redis.client import Pipeline as Pipeline, PubSub as PubSub, Redis as Redis, StrictRedis as StrictRedis
from redis.cluster import RedisCluster as RedisCluster
from redis.sentinel import Sentinel as Sentinel
from redis.utils import from_url as from_url
