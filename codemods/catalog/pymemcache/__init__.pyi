"""Memcached."""

from pymemcache.client.base import Client as Client, PooledClient as PooledClient
