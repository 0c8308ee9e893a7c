"""The package `aioredis`, which lives on in `redis`.

## What it does
Finds the names of `aioredis` 2 that `redis.asyncio` has too: `Redis`, `StrictRedis`, `from_url`, `ConnectionPool`,
`BlockingConnectionPool`, `Connection` and the errors.

## Why is this bad?
`aioredis` was merged into `redis` 4.2 and is not maintained: its last release, 2.0.1 of 2021, cannot be imported on
Python 3.11 and newer, where its `TimeoutError` inherits one class twice.

## Example
```python
import aioredis


async def connect(url):
    client = aioredis.from_url(url, decode_responses=True)
    try:
        await client.ping()
    except aioredis.ConnectionError:
        return None
    return client
```

## Use instead
```python
import redis.asyncio


async def connect(url):
    client = redis.asyncio.from_url(url, decode_responses=True)
    try:
        await client.ping()
    except redis.asyncio.ConnectionError:
        return None
    return client
```

## Fix safety
The fix is unsafe: the code needs `redis` 4.2 or newer in place of `aioredis`, and clients of newer releases of `redis` are
closed by `aclose`, where `aioredis` has `close`. The `TimeoutError` of `redis` is not the one of Python, so that
`except asyncio.TimeoutError` does not catch it. It is meant for code for `aioredis` 2, so it runs when it is asked for: version 1
has a `Redis`, a `RedisError` and a `ReadOnlyError` too, whose constructors and commands differ. Its other names
(`create_redis`, `create_pool`) are not touched.
"""

import aioredis
import aioredis.exceptions
import redis.asyncio
import redis.exceptions

code = "AFX715"
safety = "unsafe"
reason = "it needs `redis` 4.2 or newer"
message = "`aioredis` is not maintained and cannot be imported since Python 3.11"
title = "Use `redis.asyncio`"
off_by_default = True
dependencies = ["redis>=4.2"]


def before_redis():
    aioredis.Redis


def after_redis():
    redis.asyncio.Redis


def before_strict_redis():
    aioredis.StrictRedis


def after_strict_redis():
    redis.asyncio.StrictRedis


def before_from_url():
    aioredis.from_url


def after_from_url():
    redis.asyncio.from_url


def before_connection_pool():
    aioredis.ConnectionPool


def after_connection_pool():
    redis.asyncio.ConnectionPool


def before_blocking_connection_pool():
    aioredis.BlockingConnectionPool


def after_blocking_connection_pool():
    redis.asyncio.BlockingConnectionPool


def before_connection():
    aioredis.Connection


def after_connection():
    redis.asyncio.Connection


def before_connection_error():
    aioredis.ConnectionError


def after_connection_error():
    redis.asyncio.ConnectionError


def before_timeout_error():
    aioredis.TimeoutError


def after_timeout_error():
    redis.asyncio.TimeoutError


def before_redis_error():
    aioredis.RedisError


def after_redis_error():
    redis.asyncio.RedisError


def before_response_error():
    aioredis.ResponseError


def after_response_error():
    redis.asyncio.ResponseError


def before_watch_error():
    aioredis.WatchError


def after_watch_error():
    redis.asyncio.WatchError


def before_authentication_error():
    aioredis.AuthenticationError


def after_authentication_error():
    redis.asyncio.AuthenticationError


def before_data_error():
    aioredis.DataError


def after_data_error():
    redis.asyncio.DataError


def before_busy_loading_error():
    aioredis.BusyLoadingError


def after_busy_loading_error():
    redis.asyncio.BusyLoadingError


def before_invalid_response():
    aioredis.InvalidResponse


def after_invalid_response():
    redis.asyncio.InvalidResponse


def before_pub_sub_error():
    aioredis.PubSubError


def after_pub_sub_error():
    redis.asyncio.PubSubError


def before_read_only_error():
    aioredis.ReadOnlyError


def after_read_only_error():
    redis.asyncio.ReadOnlyError


def before_child_deadlocked_error():
    aioredis.ChildDeadlockedError


def after_child_deadlocked_error():
    redis.asyncio.ChildDeadlockedError


def before_exceptions_authentication_error():
    aioredis.exceptions.AuthenticationError


def after_exceptions_authentication_error():
    redis.exceptions.AuthenticationError


def before_exceptions_busy_loading_error():
    aioredis.exceptions.BusyLoadingError


def after_exceptions_busy_loading_error():
    redis.exceptions.BusyLoadingError


def before_exceptions_child_deadlocked_error():
    aioredis.exceptions.ChildDeadlockedError


def after_exceptions_child_deadlocked_error():
    redis.exceptions.ChildDeadlockedError


def before_exceptions_connection_error():
    aioredis.exceptions.ConnectionError


def after_exceptions_connection_error():
    redis.exceptions.ConnectionError


def before_exceptions_data_error():
    aioredis.exceptions.DataError


def after_exceptions_data_error():
    redis.exceptions.DataError


def before_exceptions_exec_abort_error():
    aioredis.exceptions.ExecAbortError


def after_exceptions_exec_abort_error():
    redis.exceptions.ExecAbortError


def before_exceptions_invalid_response():
    aioredis.exceptions.InvalidResponse


def after_exceptions_invalid_response():
    redis.exceptions.InvalidResponse


def before_exceptions_lock_error():
    aioredis.exceptions.LockError


def after_exceptions_lock_error():
    redis.exceptions.LockError


def before_exceptions_lock_not_owned_error():
    aioredis.exceptions.LockNotOwnedError


def after_exceptions_lock_not_owned_error():
    redis.exceptions.LockNotOwnedError


def before_exceptions_module_error():
    aioredis.exceptions.ModuleError


def after_exceptions_module_error():
    redis.exceptions.ModuleError


def before_exceptions_no_permission_error():
    aioredis.exceptions.NoPermissionError


def after_exceptions_no_permission_error():
    redis.exceptions.NoPermissionError


def before_exceptions_no_script_error():
    aioredis.exceptions.NoScriptError


def after_exceptions_no_script_error():
    redis.exceptions.NoScriptError


def before_exceptions_pub_sub_error():
    aioredis.exceptions.PubSubError


def after_exceptions_pub_sub_error():
    redis.exceptions.PubSubError


def before_exceptions_read_only_error():
    aioredis.exceptions.ReadOnlyError


def after_exceptions_read_only_error():
    redis.exceptions.ReadOnlyError


def before_exceptions_redis_error():
    aioredis.exceptions.RedisError


def after_exceptions_redis_error():
    redis.exceptions.RedisError


def before_exceptions_response_error():
    aioredis.exceptions.ResponseError


def after_exceptions_response_error():
    redis.exceptions.ResponseError


def before_exceptions_timeout_error():
    aioredis.exceptions.TimeoutError


def after_exceptions_timeout_error():
    redis.exceptions.TimeoutError


def before_exceptions_watch_error():
    aioredis.exceptions.WatchError


def after_exceptions_watch_error():
    redis.exceptions.WatchError
