"""The blocking half of `httpx` in a coroutine, in place of its async one.

## What it does
Finds requests that a coroutine makes by `httpx.get` and its kind, or by an `httpx.Client` that it keeps to itself.

## Why is this bad?
The event loop stands still until the server has answered. `httpx.AsyncClient` has the same methods to be awaited.

## Example
```python
import httpx


async def names(url):
    with httpx.Client(timeout=10) as client:
        first = client.get(url + "/1").json()
        second = client.get(url + "/2").json()
    return first + second


async def status(url):
    return httpx.get(url).status_code
```

## Use instead
```python
import httpx


async def names(url):
    async with httpx.AsyncClient(timeout=10) as client:
        first = (await client.get(url + "/1")).json()
        second = (await client.get(url + "/2")).json()
    return first + second


async def status(url):
    async with httpx.AsyncClient() as client:
        return (await client.get(url)).status_code
```

## Fix safety
The fix is unsafe. Other tasks run while a request is on its way. Requests of one statement share a client, and the cookies that it
is sent. `close()` and `iter_raw()` of a response raise afterwards, as do `data` that yields bytes, and an `auth` that knows
`sync_auth_flow` alone; `elapsed` counts the turns of other tasks, too. A client that is never closed keeps its connections until the
loop ends. The fix is withheld where a client is made with a transport, mounts or hooks, or is handed on, returned, kept in an
attribute, bound twice, or used in a way that this codemod does not know.
"""

from typing import Literal

import httpx
from asyncfix import Body, Bound

code = "AFX911"
safety = "unsafe"
reason = "other tasks run while the request is on its way"
message = "this half of `httpx` stops the event loop until the server has answered"
title = "Use `httpx.AsyncClient`"
off_by_default = True
dependencies = ["httpx>=0.28"]


# Clients.


async def before(base_url=None, headers=None, params=None, cookies=None, auth: tuple = None, timeout=None, follow_redirects=None, max_redirects=None, verify=None, trust_env=None, proxy=None, http2=None, limits=None, *, body: Body):
    with httpx.Client(base_url=base_url, headers=headers, params=params, cookies=cookies, auth=auth, timeout=timeout, follow_redirects=follow_redirects, max_redirects=max_redirects, verify=verify, trust_env=trust_env, proxy=proxy, http2=http2, limits=limits) as client:
        body


async def after(base_url=None, headers=None, params=None, cookies=None, auth: tuple = None, timeout=None, follow_redirects=None, max_redirects=None, verify=None, trust_env=None, proxy=None, http2=None, limits=None, *, body: Body):
    async with httpx.AsyncClient(base_url=base_url, headers=headers, params=params, cookies=cookies, auth=auth, timeout=timeout, follow_redirects=follow_redirects, max_redirects=max_redirects, verify=verify, trust_env=trust_env, proxy=proxy, http2=http2, limits=limits) as client:
        body


async def before_kept(base_url=None, headers=None, params=None, cookies=None, auth: tuple = None, timeout=None, follow_redirects=None, max_redirects=None, verify=None, trust_env=None, proxy=None, http2=None, limits=None):
    client = httpx.Client(base_url=base_url, headers=headers, params=params, cookies=cookies, auth=auth, timeout=timeout, follow_redirects=follow_redirects, max_redirects=max_redirects, verify=verify, trust_env=trust_env, proxy=proxy, http2=http2, limits=limits)


async def after_kept(base_url=None, headers=None, params=None, cookies=None, auth: tuple = None, timeout=None, follow_redirects=None, max_redirects=None, verify=None, trust_env=None, proxy=None, http2=None, limits=None):
    client = httpx.AsyncClient(base_url=base_url, headers=headers, params=params, cookies=cookies, auth=auth, timeout=timeout, follow_redirects=follow_redirects, max_redirects=max_redirects, verify=verify, trust_env=trust_env, proxy=proxy, http2=http2, limits=limits)


async def before_client_close(client: Bound):
    client.close()


async def after_client_close(client: Bound):
    await client.aclose()


async def before_client_member(client: Bound, member: Literal["headers", "cookies", "params", "base_url", "timeout", "is_closed"]):
    client.member


async def before_client_read(client: Bound, method: Literal["get", "head", "options", "delete"], *args, **options):
    client.method(*args, **options)


async def after_client_read(client: Bound, method: Literal["get", "head", "options", "delete"], *args, **options):
    await client.method(*args, **options)


async def before_client_write(client: Bound, method: Literal["post", "put", "patch"], url, content: str | bytes = None, data=None, files=None, json=None, params=None, headers=None, cookies=None, auth: tuple = None, follow_redirects=None, timeout=None):
    client.method(url, content=content, data=data, files=files, json=json, params=params, headers=headers, cookies=cookies, auth=auth, follow_redirects=follow_redirects, timeout=timeout)


async def after_client_write(client: Bound, method: Literal["post", "put", "patch"], url, content: str | bytes = None, data=None, files=None, json=None, params=None, headers=None, cookies=None, auth: tuple = None, follow_redirects=None, timeout=None):
    await client.method(url, content=content, data=data, files=files, json=json, params=params, headers=headers, cookies=cookies, auth=auth, follow_redirects=follow_redirects, timeout=timeout)


async def before_client_request(client: Bound, verb, url, content: str | bytes = None, data=None, files=None, json=None, params=None, headers=None, cookies=None, auth: tuple = None, follow_redirects=None, timeout=None):
    client.request(verb, url, content=content, data=data, files=files, json=json, params=params, headers=headers, cookies=cookies, auth=auth, follow_redirects=follow_redirects, timeout=timeout)


async def after_client_request(client: Bound, verb, url, content: str | bytes = None, data=None, files=None, json=None, params=None, headers=None, cookies=None, auth: tuple = None, follow_redirects=None, timeout=None):
    await client.request(verb, url, content=content, data=data, files=files, json=json, params=params, headers=headers, cookies=cookies, auth=auth, follow_redirects=follow_redirects, timeout=timeout)


async def before_client_stream(client: Bound, verb, url, content: str | bytes = None, data=None, files=None, json=None, params=None, headers=None, cookies=None, auth: tuple = None, follow_redirects=None, timeout=None, *, body: Body):
    with client.stream(verb, url, content=content, data=data, files=files, json=json, params=params, headers=headers, cookies=cookies, auth=auth, follow_redirects=follow_redirects, timeout=timeout) as stream:
        body


async def after_client_stream(client: Bound, verb, url, content: str | bytes = None, data=None, files=None, json=None, params=None, headers=None, cookies=None, auth: tuple = None, follow_redirects=None, timeout=None, *, body: Body):
    async with client.stream(verb, url, content=content, data=data, files=files, json=json, params=params, headers=headers, cookies=cookies, auth=auth, follow_redirects=follow_redirects, timeout=timeout) as stream:
        body


# One request on a connection of its own.


async def before_get(url, params=None, headers=None, auth: tuple = None, follow_redirects=None, cookies=None, proxy=None, verify=None, timeout=None, trust_env=None):
    response = httpx.get(url, params=params, headers=headers, auth=auth, follow_redirects=follow_redirects, cookies=cookies, proxy=proxy, verify=verify, timeout=timeout, trust_env=trust_env)


async def after_get(url, params=None, headers=None, auth: tuple = None, follow_redirects=None, cookies=None, proxy=None, verify=None, timeout=None, trust_env=None):
    async with httpx.AsyncClient(cookies=cookies, proxy=proxy, verify=verify, timeout=timeout, trust_env=trust_env) as client:
        response = await client.get(url, params=params, headers=headers, auth=auth, follow_redirects=follow_redirects)


async def before_head(url, params=None, headers=None, auth: tuple = None, follow_redirects=None, cookies=None, proxy=None, verify=None, timeout=None, trust_env=None):
    response = httpx.head(url, params=params, headers=headers, auth=auth, follow_redirects=follow_redirects, cookies=cookies, proxy=proxy, verify=verify, timeout=timeout, trust_env=trust_env)


async def after_head(url, params=None, headers=None, auth: tuple = None, follow_redirects=None, cookies=None, proxy=None, verify=None, timeout=None, trust_env=None):
    async with httpx.AsyncClient(cookies=cookies, proxy=proxy, verify=verify, timeout=timeout, trust_env=trust_env) as client:
        response = await client.head(url, params=params, headers=headers, auth=auth, follow_redirects=follow_redirects)


async def before_options(url, params=None, headers=None, auth: tuple = None, follow_redirects=None, cookies=None, proxy=None, verify=None, timeout=None, trust_env=None):
    response = httpx.options(url, params=params, headers=headers, auth=auth, follow_redirects=follow_redirects, cookies=cookies, proxy=proxy, verify=verify, timeout=timeout, trust_env=trust_env)


async def after_options(url, params=None, headers=None, auth: tuple = None, follow_redirects=None, cookies=None, proxy=None, verify=None, timeout=None, trust_env=None):
    async with httpx.AsyncClient(cookies=cookies, proxy=proxy, verify=verify, timeout=timeout, trust_env=trust_env) as client:
        response = await client.options(url, params=params, headers=headers, auth=auth, follow_redirects=follow_redirects)


async def before_delete(url, params=None, headers=None, auth: tuple = None, follow_redirects=None, cookies=None, proxy=None, verify=None, timeout=None, trust_env=None):
    response = httpx.delete(url, params=params, headers=headers, auth=auth, follow_redirects=follow_redirects, cookies=cookies, proxy=proxy, verify=verify, timeout=timeout, trust_env=trust_env)


async def after_delete(url, params=None, headers=None, auth: tuple = None, follow_redirects=None, cookies=None, proxy=None, verify=None, timeout=None, trust_env=None):
    async with httpx.AsyncClient(cookies=cookies, proxy=proxy, verify=verify, timeout=timeout, trust_env=trust_env) as client:
        response = await client.delete(url, params=params, headers=headers, auth=auth, follow_redirects=follow_redirects)


async def before_post(url, content: str | bytes = None, data=None, files=None, json=None, params=None, headers=None, auth: tuple = None, follow_redirects=None, cookies=None, proxy=None, verify=None, timeout=None, trust_env=None):
    response = httpx.post(url, content=content, data=data, files=files, json=json, params=params, headers=headers, auth=auth, follow_redirects=follow_redirects, cookies=cookies, proxy=proxy, verify=verify, timeout=timeout, trust_env=trust_env)


async def after_post(url, content: str | bytes = None, data=None, files=None, json=None, params=None, headers=None, auth: tuple = None, follow_redirects=None, cookies=None, proxy=None, verify=None, timeout=None, trust_env=None):
    async with httpx.AsyncClient(cookies=cookies, proxy=proxy, verify=verify, timeout=timeout, trust_env=trust_env) as client:
        response = await client.post(url, content=content, data=data, files=files, json=json, params=params, headers=headers, auth=auth, follow_redirects=follow_redirects)


async def before_put(url, content: str | bytes = None, data=None, files=None, json=None, params=None, headers=None, auth: tuple = None, follow_redirects=None, cookies=None, proxy=None, verify=None, timeout=None, trust_env=None):
    response = httpx.put(url, content=content, data=data, files=files, json=json, params=params, headers=headers, auth=auth, follow_redirects=follow_redirects, cookies=cookies, proxy=proxy, verify=verify, timeout=timeout, trust_env=trust_env)


async def after_put(url, content: str | bytes = None, data=None, files=None, json=None, params=None, headers=None, auth: tuple = None, follow_redirects=None, cookies=None, proxy=None, verify=None, timeout=None, trust_env=None):
    async with httpx.AsyncClient(cookies=cookies, proxy=proxy, verify=verify, timeout=timeout, trust_env=trust_env) as client:
        response = await client.put(url, content=content, data=data, files=files, json=json, params=params, headers=headers, auth=auth, follow_redirects=follow_redirects)


async def before_patch(url, content: str | bytes = None, data=None, files=None, json=None, params=None, headers=None, auth: tuple = None, follow_redirects=None, cookies=None, proxy=None, verify=None, timeout=None, trust_env=None):
    response = httpx.patch(url, content=content, data=data, files=files, json=json, params=params, headers=headers, auth=auth, follow_redirects=follow_redirects, cookies=cookies, proxy=proxy, verify=verify, timeout=timeout, trust_env=trust_env)


async def after_patch(url, content: str | bytes = None, data=None, files=None, json=None, params=None, headers=None, auth: tuple = None, follow_redirects=None, cookies=None, proxy=None, verify=None, timeout=None, trust_env=None):
    async with httpx.AsyncClient(cookies=cookies, proxy=proxy, verify=verify, timeout=timeout, trust_env=trust_env) as client:
        response = await client.patch(url, content=content, data=data, files=files, json=json, params=params, headers=headers, auth=auth, follow_redirects=follow_redirects)


async def before_request(verb, url, content: str | bytes = None, data=None, files=None, json=None, params=None, headers=None, auth: tuple = None, follow_redirects=None, cookies=None, proxy=None, verify=None, timeout=None, trust_env=None):
    response = httpx.request(verb, url, content=content, data=data, files=files, json=json, params=params, headers=headers, auth=auth, follow_redirects=follow_redirects, cookies=cookies, proxy=proxy, verify=verify, timeout=timeout, trust_env=trust_env)


async def after_request(verb, url, content: str | bytes = None, data=None, files=None, json=None, params=None, headers=None, auth: tuple = None, follow_redirects=None, cookies=None, proxy=None, verify=None, timeout=None, trust_env=None):
    async with httpx.AsyncClient(cookies=cookies, proxy=proxy, verify=verify, timeout=timeout, trust_env=trust_env) as client:
        response = await client.request(verb, url, content=content, data=data, files=files, json=json, params=params, headers=headers, auth=auth, follow_redirects=follow_redirects)


async def before_stream(verb, url, content: str | bytes = None, data=None, files=None, json=None, params=None, headers=None, auth: tuple = None, follow_redirects=None, cookies=None, proxy=None, verify=None, timeout=None, trust_env=None, *, body: Body):
    with httpx.stream(verb, url, content=content, data=data, files=files, json=json, params=params, headers=headers, auth=auth, follow_redirects=follow_redirects, cookies=cookies, proxy=proxy, verify=verify, timeout=timeout, trust_env=trust_env) as stream:
        body


async def after_stream(verb, url, content: str | bytes = None, data=None, files=None, json=None, params=None, headers=None, auth: tuple = None, follow_redirects=None, cookies=None, proxy=None, verify=None, timeout=None, trust_env=None, *, body: Body):
    async with httpx.AsyncClient(cookies=cookies, proxy=proxy, verify=verify, timeout=timeout, trust_env=trust_env) as client, client.stream(verb, url, content=content, data=data, files=files, json=json, params=params, headers=headers, auth=auth, follow_redirects=follow_redirects) as stream:
        body


# A response whose body is read piece by piece.


async def before_stream_bytes(stream: Bound, piece, *size, body: Body):
    for piece in stream.iter_bytes(*size):
        body


async def after_stream_bytes(stream: Bound, piece, *size, body: Body):
    async for piece in stream.aiter_bytes(*size):
        body


async def before_stream_text(stream: Bound, piece, *size, body: Body):
    for piece in stream.iter_text(*size):
        body


async def after_stream_text(stream: Bound, piece, *size, body: Body):
    async for piece in stream.aiter_text(*size):
        body


async def before_stream_lines(stream: Bound, piece, body: Body):
    for piece in stream.iter_lines():
        body


async def after_stream_lines(stream: Bound, piece, body: Body):
    async for piece in stream.aiter_lines():
        body


async def before_stream_raw(stream: Bound, piece, *size, body: Body):
    for piece in stream.iter_raw(*size):
        body


async def after_stream_raw(stream: Bound, piece, *size, body: Body):
    async for piece in stream.aiter_raw(*size):
        body


async def before_stream_read(stream: Bound):
    stream.read()


async def after_stream_read(stream: Bound):
    await stream.aread()


async def before_stream_close(stream: Bound):
    stream.close()


async def after_stream_close(stream: Bound):
    await stream.aclose()


async def before_stream_raise_for_status(stream: Bound):
    stream.raise_for_status()


async def before_stream_json(stream: Bound, **options):
    stream.json(**options)


async def before_stream_member(stream: Bound, member: Literal["content", "headers", "is_error", "is_success", "reason_phrase", "status_code", "text", "url"]):
    stream.member


# What has no fix.


async def before_any_get(*args, **options):
    httpx.get(*args, **options)


async def before_any_head(*args, **options):
    httpx.head(*args, **options)


async def before_any_options(*args, **options):
    httpx.options(*args, **options)


async def before_any_delete(*args, **options):
    httpx.delete(*args, **options)


async def before_any_post(*args, **options):
    httpx.post(*args, **options)


async def before_any_put(*args, **options):
    httpx.put(*args, **options)


async def before_any_patch(*args, **options):
    httpx.patch(*args, **options)


async def before_any_request(*args, **options):
    httpx.request(*args, **options)


async def before_any_stream(*args, **options):
    httpx.stream(*args, **options)


async def before_any_client(*args, **options):
    httpx.Client(*args, **options)
