"""A blocking client of Redis in a coroutine, in place of one of `redis.asyncio`.

## What it does
Finds a client that a coroutine makes by `redis.Redis` or `redis.from_url` and keeps to itself, with the pipelines, subscriptions,
locks and scripts that it gives.

## Why is this bad?
Every command stops the event loop until the server has answered; `blpop` and `listen` do for as long as nothing arrives. The same
package has a client with the same commands to be awaited.

## Example
```python
import redis


async def visits(url, page):
    client = redis.from_url(url)
    with client.pipeline() as pipe:
        pipe.incr(page).expire(page, 3600)
        count, _ = pipe.execute()
    for key in client.scan_iter("visits:*"):
        print(key, client.get(key))
    client.close()
    return count
```

## Use instead
```python
import redis
import redis.asyncio


async def visits(url, page):
    client = redis.asyncio.from_url(url)
    async with client.pipeline() as pipe:
        pipe.incr(page).expire(page, 3600)
        count, _ = await pipe.execute()
    async for key in client.scan_iter("visits:*"):
        print(key, await client.get(key))
    await client.aclose()
    return count
```

## Fix safety
The fix is unsafe. Other tasks run between two commands, so what one command read may have changed when the next one writes. The
client belongs to the running event loop, which must be one of asyncio: `redis.asyncio` does not run on Trio. A task that is
cancelled while it waits closes its connection, so the answer of the command is lost; before Python 3.12 a client with a
`socket_timeout`, which newer releases set by themselves, loses a cancellation that comes while it sends. A client that is never closed warns that it
is not. `get_message` of a subscription without channels raises, where it waited for the timeout. The text of a pipeline's
errors differs; values, errors and defaults are the same. The fix is withheld where the client is made with a pool, a retry policy or credentials of a class, watches keys, or where it or
what it gives is handed on, returned, kept in an attribute, bound twice, or used in a way that this codemod does not know. Clusters
and sentinels have no fix, nor has code of anyio; code of Trio and Twisted is not touched.
"""

from typing import Literal

import redis
import redis.asyncio
from asyncfix import Body, Bound

code = "AFX920"
safety = "unsafe"
reason = "other tasks run between the commands"
message = "this client of Redis stops the event loop at every command"
title = "Use `redis.asyncio`"
off_by_default = True
runs_on = "asyncio"
dependencies = ["redis>=5.0.1"]


# Clients.


async def before(
    host=None, port=None, db=None, password=None, socket_timeout=None, socket_connect_timeout=None,
    **options: Literal[
        "unix_socket_path", "ssl", "username", "client_name", "encoding", "encoding_errors", "decode_responses", "protocol",
        "socket_keepalive", "health_check_interval", "max_connections", "ssl_keyfile", "ssl_certfile", "ssl_cert_reqs",
        "ssl_ca_certs", "ssl_check_hostname",
    ],
):
    client = redis.Redis(
        host=host, port=port, db=db, password=password,
        socket_timeout=socket_timeout, socket_connect_timeout=socket_connect_timeout, **options,
    )


async def after(
    host=None, port=None, db=None, password=None, socket_timeout=None, socket_connect_timeout=None, **options,
):
    client = redis.asyncio.Redis(
        host=host, port=port, db=db, password=password,
        socket_timeout=socket_timeout, socket_connect_timeout=socket_connect_timeout, **options,
    )


async def before_with(
    host=None, port=None, db=None, password=None, socket_timeout=None, socket_connect_timeout=None,
    *,
    body: Body,
    **options: Literal[
        "unix_socket_path", "ssl", "username", "client_name", "encoding", "encoding_errors", "decode_responses", "protocol",
        "socket_keepalive", "health_check_interval", "max_connections", "ssl_keyfile", "ssl_certfile", "ssl_cert_reqs",
        "ssl_ca_certs", "ssl_check_hostname",
    ],
):
    with redis.Redis(
        host=host, port=port, db=db, password=password,
        socket_timeout=socket_timeout, socket_connect_timeout=socket_connect_timeout, **options,
    ) as client:
        body


async def after_with(
    host=None, port=None, db=None, password=None, socket_timeout=None, socket_connect_timeout=None, *, body: Body, **options,
):
    async with redis.asyncio.Redis(
        host=host, port=port, db=db, password=password,
        socket_timeout=socket_timeout, socket_connect_timeout=socket_connect_timeout, **options,
    ) as client:
        body


async def before_from_url(
    url,
    **options: Literal[
        "db", "username", "password", "client_name", "encoding", "encoding_errors", "decode_responses", "protocol",
        "socket_timeout", "socket_connect_timeout", "socket_keepalive", "health_check_interval", "max_connections",
        "ssl_keyfile", "ssl_certfile", "ssl_cert_reqs", "ssl_ca_certs", "ssl_check_hostname",
    ],
):
    client = redis.from_url(url, **options)


async def after_from_url(url, **options):
    client = redis.asyncio.from_url(url, **options)


async def before_from_url_with(
    url,
    *,
    body: Body,
    **options: Literal[
        "db", "username", "password", "client_name", "encoding", "encoding_errors", "decode_responses", "protocol",
        "socket_timeout", "socket_connect_timeout", "socket_keepalive", "health_check_interval", "max_connections",
        "ssl_keyfile", "ssl_certfile", "ssl_cert_reqs", "ssl_ca_certs", "ssl_check_hostname",
    ],
):
    with redis.from_url(url, **options) as client:
        body


async def after_from_url_with(url, *, body: Body, **options):
    async with redis.asyncio.from_url(url, **options) as client:
        body


async def before_class_from_url(
    url,
    **options: Literal[
        "db", "username", "password", "client_name", "encoding", "encoding_errors", "decode_responses", "protocol",
        "socket_timeout", "socket_connect_timeout", "socket_keepalive", "health_check_interval", "max_connections",
        "ssl_keyfile", "ssl_certfile", "ssl_cert_reqs", "ssl_ca_certs", "ssl_check_hostname",
    ],
):
    client = redis.Redis.from_url(url, **options)


async def after_class_from_url(url, **options):
    client = redis.asyncio.Redis.from_url(url, **options)


async def before_class_from_url_with(
    url,
    *,
    body: Body,
    **options: Literal[
        "db", "username", "password", "client_name", "encoding", "encoding_errors", "decode_responses", "protocol",
        "socket_timeout", "socket_connect_timeout", "socket_keepalive", "health_check_interval", "max_connections",
        "ssl_keyfile", "ssl_certfile", "ssl_cert_reqs", "ssl_ca_certs", "ssl_check_hostname",
    ],
):
    with redis.Redis.from_url(url, **options) as client:
        body


async def after_class_from_url_with(url, *, body: Body, **options):
    async with redis.asyncio.Redis.from_url(url, **options) as client:
        body


async def before_client_close(client: Bound):
    client.close()


async def after_client_close(client: Bound):
    await client.aclose()


# Commands.


async def before_command(
    client: Bound,
    command: Literal[
        "append", "bitcount", "bitop", "bitpos", "blmove", "blpop", "brpop", "brpoplpush", "bzpopmax", "bzpopmin", "config_get",
        "config_set", "copy", "dbsize", "decr", "decrby", "delete", "dump", "echo", "eval", "evalsha", "exists", "expire",
        "expireat", "expiretime", "flushall", "flushdb", "geoadd", "geodist", "geohash", "geopos", "geosearch", "get", "getbit",
        "getdel", "getex", "getrange", "getset", "hdel", "hexists", "hexpire", "hget", "hgetall", "hincrby", "hincrbyfloat",
        "hkeys", "hlen", "hmget", "hmset", "hscan", "hset", "hsetnx", "hstrlen", "httl", "hvals", "incr", "incrby",
        "incrbyfloat", "info", "keys", "lindex", "linsert", "llen", "lmove", "lpop", "lpos", "lpush", "lpushx", "lrange",
        "lrem", "lset", "ltrim", "mget", "mset", "msetnx", "persist", "pexpire", "pexpireat", "pfadd", "pfcount", "pfmerge",
        "ping", "psetex", "pttl", "publish", "randomkey", "rename", "renamenx", "restore", "rpop", "rpoplpush", "rpush",
        "rpushx", "sadd", "scan", "scard", "script_load", "sdiff", "sdiffstore", "set", "setbit", "setex", "setnx", "setrange",
        "sinter", "sinterstore", "sismember", "smembers", "smismember", "smove", "sort", "spop", "srandmember", "srem", "sscan",
        "strlen", "sunion", "sunionstore", "time", "touch", "ttl", "type", "unlink", "wait", "xack", "xadd", "xautoclaim",
        "xclaim", "xdel", "xgroup_create", "xgroup_createconsumer", "xgroup_delconsumer", "xgroup_destroy", "xgroup_setid",
        "xinfo_consumers", "xinfo_groups", "xinfo_stream", "xlen", "xpending", "xpending_range", "xrange", "xread",
        "xreadgroup", "xrevrange", "xtrim", "zadd", "zcard", "zcount", "zdiff", "zincrby", "zinter", "zinterstore", "zlexcount",
        "zmscore", "zpopmax", "zpopmin", "zrandmember", "zrange", "zrangebylex", "zrangebyscore", "zrangestore", "zrank",
        "zrem", "zremrangebylex", "zremrangebyrank", "zremrangebyscore", "zrevrange", "zrevrangebyscore", "zrevrank", "zscan",
        "zscore", "zunion", "zunionstore",
    ],
    *args,
    **options,
):
    client.command(*args, **options)


async def after_command(client: Bound, command, *args, **options):
    await client.command(*args, **options)


async def before_execute_command(client: Bound, *args):
    client.execute_command(*args)


async def after_execute_command(client: Bound, *args):
    await client.execute_command(*args)


async def before_scan(
    client: Bound, scan: Literal["scan_iter", "hscan_iter", "sscan_iter", "zscan_iter"], key, body: Body, *args, **options,
):
    for key in client.scan(*args, **options):
        body


async def after_scan(client: Bound, scan, key, body: Body, *args, **options):
    async for key in client.scan(*args, **options):
        body


async def before_scan_list(
    client: Bound, scan: Literal["scan_iter", "hscan_iter", "sscan_iter", "zscan_iter"], *args, **options,
):
    list(client.scan(*args, **options))


async def after_scan_list(client: Bound, scan, *args, **options):
    [key async for key in client.scan(*args, **options)]


async def before_scan_set(
    client: Bound, scan: Literal["scan_iter", "hscan_iter", "sscan_iter", "zscan_iter"], *args, **options,
):
    set(client.scan(*args, **options))


async def after_scan_set(client: Bound, scan, *args, **options):
    {key async for key in client.scan(*args, **options)}


async def before_script(client: Bound, text):
    script = client.register_script(text)


async def before_script_call(script: Bound, keys=None, args=None):
    script(keys=keys, args=args)


async def after_script_call(script: Bound, keys=None, args=None):
    await script(keys=keys, args=args)


# Pipelines: their commands wait in memory, and what each gives is the pipeline again.


async def before_pipeline(client: Bound, transaction=None):
    pipe = client.pipeline(transaction=transaction)


async def before_pipeline_with(client: Bound, transaction=None, *, body: Body):
    with client.pipeline(transaction=transaction) as pipe:
        body


async def after_pipeline_with(client: Bound, transaction=None, *, body: Body):
    async with client.pipeline(transaction=transaction) as pipe:
        body


async def before_pipeline_command(
    pipe: Bound,
    command: Literal[
        "append", "bitcount", "bitop", "bitpos", "blmove", "blpop", "brpop", "brpoplpush", "bzpopmax", "bzpopmin", "config_get",
        "config_set", "copy", "dbsize", "decr", "decrby", "delete", "dump", "echo", "eval", "evalsha", "exists", "expire",
        "expireat", "expiretime", "flushall", "flushdb", "geoadd", "geodist", "geohash", "geopos", "geosearch", "get", "getbit",
        "getdel", "getex", "getrange", "getset", "hdel", "hexists", "hexpire", "hget", "hgetall", "hincrby", "hincrbyfloat",
        "hkeys", "hlen", "hmget", "hmset", "hscan", "hset", "hsetnx", "hstrlen", "httl", "hvals", "incr", "incrby",
        "incrbyfloat", "info", "keys", "lindex", "linsert", "llen", "lmove", "lpop", "lpos", "lpush", "lpushx", "lrange",
        "lrem", "lset", "ltrim", "mget", "mset", "msetnx", "persist", "pexpire", "pexpireat", "pfadd", "pfcount", "pfmerge",
        "ping", "psetex", "pttl", "publish", "randomkey", "rename", "renamenx", "restore", "rpop", "rpoplpush", "rpush",
        "rpushx", "sadd", "scan", "scard", "script_load", "sdiff", "sdiffstore", "set", "setbit", "setex", "setnx", "setrange",
        "sinter", "sinterstore", "sismember", "smembers", "smismember", "smove", "sort", "spop", "srandmember", "srem", "sscan",
        "strlen", "sunion", "sunionstore", "time", "touch", "ttl", "type", "unlink", "wait", "xack", "xadd", "xautoclaim",
        "xclaim", "xdel", "xgroup_create", "xgroup_createconsumer", "xgroup_delconsumer", "xgroup_destroy", "xgroup_setid",
        "xinfo_consumers", "xinfo_groups", "xinfo_stream", "xlen", "xpending", "xpending_range", "xrange", "xread",
        "xreadgroup", "xrevrange", "xtrim", "zadd", "zcard", "zcount", "zdiff", "zincrby", "zinter", "zinterstore", "zlexcount",
        "zmscore", "zpopmax", "zpopmin", "zrandmember", "zrange", "zrangebylex", "zrangebyscore", "zrangestore", "zrank",
        "zrem", "zremrangebylex", "zremrangebyrank", "zremrangebyscore", "zrevrange", "zrevrangebyscore", "zrevrank", "zscan",
        "zscore", "zunion", "zunionstore",
    ],
    *args,
    **options,
):
    pipe = pipe.command(*args, **options)


async def before_pipeline_execute(pipe: Bound, *args, **options):
    pipe.execute(*args, **options)


async def after_pipeline_execute(pipe: Bound, *args, **options):
    await pipe.execute(*args, **options)


async def before_pipeline_reset(pipe: Bound):
    pipe.reset()


async def after_pipeline_reset(pipe: Bound):
    await pipe.reset()


# Subscriptions.


async def before_pubsub(client: Bound, ignore_subscribe_messages=None):
    pubsub = client.pubsub(ignore_subscribe_messages=ignore_subscribe_messages)


async def before_pubsub_with(client: Bound, ignore_subscribe_messages=None, *, body: Body):
    with client.pubsub(ignore_subscribe_messages=ignore_subscribe_messages) as pubsub:
        body


async def after_pubsub_with(client: Bound, ignore_subscribe_messages=None, *, body: Body):
    async with client.pubsub(ignore_subscribe_messages=ignore_subscribe_messages) as pubsub:
        body


async def before_pubsub_subscribe(
    pubsub: Bound, subscribe: Literal["subscribe", "psubscribe", "unsubscribe", "punsubscribe"], *channels,
):
    pubsub.subscribe(*channels)


async def after_pubsub_subscribe(pubsub: Bound, subscribe, *channels):
    await pubsub.subscribe(*channels)


async def before_pubsub_message(pubsub: Bound, *args, **options):
    pubsub.get_message(*args, **options)


async def after_pubsub_message(pubsub: Bound, *args, **options):
    await pubsub.get_message(*args, **options)


async def before_pubsub_listen(pubsub: Bound, message, body: Body):
    for message in pubsub.listen():
        body


async def after_pubsub_listen(pubsub: Bound, message, body: Body):
    async for message in pubsub.listen():
        body


async def before_pubsub_close(pubsub: Bound):
    pubsub.close()


async def after_pubsub_close(pubsub: Bound):
    await pubsub.aclose()


# Locks.


async def before_lock(client: Bound, name, timeout=None, sleep=None, blocking=None, blocking_timeout=None):
    lock = client.lock(name, timeout=timeout, sleep=sleep, blocking=blocking, blocking_timeout=blocking_timeout)


async def before_lock_with(
    client: Bound, name, timeout=None, sleep=None, blocking=None, blocking_timeout=None, *, body: Body,
):
    with client.lock(name, timeout=timeout, sleep=sleep, blocking=blocking, blocking_timeout=blocking_timeout):
        body


async def after_lock_with(
    client: Bound, name, timeout=None, sleep=None, blocking=None, blocking_timeout=None, *, body: Body,
):
    async with client.lock(name, timeout=timeout, sleep=sleep, blocking=blocking, blocking_timeout=blocking_timeout):
        body


async def before_held_lock(lock: Bound, body: Body):
    with lock:
        body


async def after_held_lock(lock: Bound, body: Body):
    async with lock:
        body


async def before_lock_method(
    lock: Bound, method: Literal["acquire", "release", "locked", "owned", "extend", "reacquire"], *args, **options,
):
    lock.method(*args, **options)


async def after_lock_method(lock: Bound, method, *args, **options):
    await lock.method(*args, **options)


# What has no fix.


async def before_any(*args, **options):
    redis.Redis(*args, **options)


async def before_any_strict(*args, **options):
    redis.StrictRedis(*args, **options)


async def before_any_from_url(*args, **options):
    redis.from_url(*args, **options)


async def before_any_class_from_url(*args, **options):
    redis.Redis.from_url(*args, **options)
