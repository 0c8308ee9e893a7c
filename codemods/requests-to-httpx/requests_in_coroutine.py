"""`requests` in a coroutine, in place of `httpx`.

## What it does
Finds requests that a coroutine makes by `requests`, one by one or by a `Session` that it keeps to itself, and follows their
responses.

## Why is this bad?
The event loop stands still until the server has answered, for ever if it never does: `requests` has no timeout unless told.
`httpx` has nearly the same functions and awaits them.

## Example
```python
import requests


async def names(url):
    response = requests.get(url, timeout=10)
    if not response.ok:
        return []
    return response.json()
```

## Use instead
```python
import httpx


async def names(url):
    async with httpx.AsyncClient(timeout=10, follow_redirects=True) as client:
        response = await client.get(url)
    if response.is_error:
        return []
    return response.json()
```

## Fix safety
The fix is unsafe. What differs:

- Other tasks run while the request is on its way. Requests of one statement share a client, and the cookies that it is sent.
- Errors are those of `httpx`. `except` clauses in the same function are rewritten, where nothing else in their `try` block
  raises what they catch; callers that catch errors of `requests` are not. `httpx` calls some faults by other names: a body that
  takes too long is a `ReadTimeout` (a `ConnectionError` in `requests`), one that breaks off a `RemoteProtocolError` (a
  `ChunkedEncodingError`), a URL without a scheme an `UnsupportedProtocol` (a `MissingSchema`, which is a `ValueError`). Their
  messages differ, too.
- `raise_for_status()` raises for every status that is not 2xx, as for a 304; that of `requests` for 4xx and 5xx alone.
- After 20 redirects, not 30, there are too many.
- `text` is decoded as UTF-8 where the server names no encoding; `requests` takes ISO-8859-1 for `text/*`, and guesses otherwise.
- A body of JSON is sent without blanks and with characters other than ASCII as they are. `User-Agent`, `Accept-Encoding` and the
  order of headers differ; a header that is `None` is an error, in `requests` it is not sent. Names and passwords are sent as
  UTF-8, not ISO-8859-1.
- A URL without a path is told without `/` at its end.
- `.netrc` is not read, and certificates come from `SSL_CERT_FILE`, not from `REQUESTS_CA_BUNDLE`.
- A timeout of one number holds for writing as well, and for waiting for a free connection of a session.
- A session that is never closed keeps its connections until the loop ends, and `httpx` has at most 100 of them.

There is no fix for `params` and for `data` that is a form: `httpx` drops the query that the URL has, sends `true` for `True`, and
sends values that are `None`. Nor for `cookies`, `files`, `proxies`, `cert`, `hooks` and other kinds of `auth` than a pair; nor where
a response or a session is handed on, returned, kept in an attribute, bound twice, or used in a way that this codemod does not
know.
"""

import json
from typing import Literal

import httpx
import requests
from asyncfix import Body, Bound, Caught

code = "AFX910"
safety = "unsafe"
reason = "the errors and some defaults of `httpx` differ from those of `requests`"
message = "`requests` stops the event loop until the server has answered"
title = "Use `httpx`"
off_by_default = True
dependencies = ["httpx>=0.28"]


# One request on a connection of its own. `requests` has no timeout and follows redirects; `httpx` has one and does not.


async def before(url, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    response = requests.get(url, headers=headers, auth=auth, verify=verify)


async def after(url, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    async with httpx.AsyncClient(follow_redirects=True, timeout=None, verify=verify) as client:
        response = await client.get(url, headers=headers, auth=auth)


async def before_get_timeout(url, timeout, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    response = requests.get(url, headers=headers, auth=auth, timeout=timeout, verify=verify)


async def after_get_timeout(url, timeout, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    async with httpx.AsyncClient(follow_redirects=True, timeout=timeout, verify=verify) as client:
        response = await client.get(url, headers=headers, auth=auth)


async def before_delete(url, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    response = requests.delete(url, headers=headers, auth=auth, verify=verify)


async def after_delete(url, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    async with httpx.AsyncClient(follow_redirects=True, timeout=None, verify=verify) as client:
        response = await client.delete(url, headers=headers, auth=auth)


async def before_delete_timeout(url, timeout, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    response = requests.delete(url, headers=headers, auth=auth, timeout=timeout, verify=verify)


async def after_delete_timeout(url, timeout, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    async with httpx.AsyncClient(follow_redirects=True, timeout=timeout, verify=verify) as client:
        response = await client.delete(url, headers=headers, auth=auth)


async def before_options(url, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    response = requests.options(url, headers=headers, auth=auth, verify=verify)


async def after_options(url, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    async with httpx.AsyncClient(follow_redirects=True, timeout=None, verify=verify) as client:
        response = await client.options(url, headers=headers, auth=auth)


async def before_options_timeout(url, timeout, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    response = requests.options(url, headers=headers, auth=auth, timeout=timeout, verify=verify)


async def after_options_timeout(url, timeout, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    async with httpx.AsyncClient(follow_redirects=True, timeout=timeout, verify=verify) as client:
        response = await client.options(url, headers=headers, auth=auth)


async def before_post(url, json=None, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    response = requests.post(url, json=json, headers=headers, auth=auth, verify=verify)


async def after_post(url, json=None, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    async with httpx.AsyncClient(follow_redirects=True, timeout=None, verify=verify) as client:
        response = await client.post(url, json=json, headers=headers, auth=auth)


async def before_post_timeout(url, timeout, json=None, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    response = requests.post(url, json=json, headers=headers, auth=auth, timeout=timeout, verify=verify)


async def after_post_timeout(url, timeout, json=None, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    async with httpx.AsyncClient(follow_redirects=True, timeout=timeout, verify=verify) as client:
        response = await client.post(url, json=json, headers=headers, auth=auth)


async def before_put(url, json=None, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    response = requests.put(url, json=json, headers=headers, auth=auth, verify=verify)


async def after_put(url, json=None, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    async with httpx.AsyncClient(follow_redirects=True, timeout=None, verify=verify) as client:
        response = await client.put(url, json=json, headers=headers, auth=auth)


async def before_put_timeout(url, timeout, json=None, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    response = requests.put(url, json=json, headers=headers, auth=auth, timeout=timeout, verify=verify)


async def after_put_timeout(url, timeout, json=None, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    async with httpx.AsyncClient(follow_redirects=True, timeout=timeout, verify=verify) as client:
        response = await client.put(url, json=json, headers=headers, auth=auth)


async def before_patch(url, json=None, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    response = requests.patch(url, json=json, headers=headers, auth=auth, verify=verify)


async def after_patch(url, json=None, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    async with httpx.AsyncClient(follow_redirects=True, timeout=None, verify=verify) as client:
        response = await client.patch(url, json=json, headers=headers, auth=auth)


async def before_patch_timeout(url, timeout, json=None, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    response = requests.patch(url, json=json, headers=headers, auth=auth, timeout=timeout, verify=verify)


async def after_patch_timeout(url, timeout, json=None, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    async with httpx.AsyncClient(follow_redirects=True, timeout=timeout, verify=verify) as client:
        response = await client.patch(url, json=json, headers=headers, auth=auth)


async def before_request(method, url, json=None, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    response = requests.request(method, url, json=json, headers=headers, auth=auth, verify=verify)


async def after_request(method, url, json=None, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    async with httpx.AsyncClient(follow_redirects=True, timeout=None, verify=verify) as client:
        response = await client.request(method, url, json=json, headers=headers, auth=auth)


async def before_request_timeout(method, url, timeout, json=None, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    response = requests.request(method, url, json=json, headers=headers, auth=auth, timeout=timeout, verify=verify)


async def after_request_timeout(method, url, timeout, json=None, headers=None, auth: tuple = None, verify: Literal[True, False] = True):
    async with httpx.AsyncClient(follow_redirects=True, timeout=timeout, verify=verify) as client:
        response = await client.request(method, url, json=json, headers=headers, auth=auth)


async def before_post_text(url, value, headers=None, auth: tuple = None, timeout=None, verify: Literal[True, False] = True):
    response = requests.post(url, data=json.dumps(value), headers=headers, auth=auth, timeout=timeout, verify=verify)


async def after_post_text(url, value, headers=None, auth: tuple = None, timeout=None, verify: Literal[True, False] = True):
    async with httpx.AsyncClient(follow_redirects=True, timeout=None, verify=verify) as client:
        response = await client.post(url, content=json.dumps(value), headers=headers, auth=auth, timeout=timeout)


async def before_put_text(url, value, headers=None, auth: tuple = None, timeout=None, verify: Literal[True, False] = True):
    response = requests.put(url, data=json.dumps(value), headers=headers, auth=auth, timeout=timeout, verify=verify)


async def after_put_text(url, value, headers=None, auth: tuple = None, timeout=None, verify: Literal[True, False] = True):
    async with httpx.AsyncClient(follow_redirects=True, timeout=None, verify=verify) as client:
        response = await client.put(url, content=json.dumps(value), headers=headers, auth=auth, timeout=timeout)


async def before_patch_text(url, value, headers=None, auth: tuple = None, timeout=None, verify: Literal[True, False] = True):
    response = requests.patch(url, data=json.dumps(value), headers=headers, auth=auth, timeout=timeout, verify=verify)


async def after_patch_text(url, value, headers=None, auth: tuple = None, timeout=None, verify: Literal[True, False] = True):
    async with httpx.AsyncClient(follow_redirects=True, timeout=None, verify=verify) as client:
        response = await client.patch(url, content=json.dumps(value), headers=headers, auth=auth, timeout=timeout)


async def before_head(url, headers=None, auth: tuple = None, timeout=None, verify: Literal[True, False] = True):
    unfollowed = requests.head(url, headers=headers, auth=auth, timeout=timeout, verify=verify)


async def after_head(url, headers=None, auth: tuple = None, timeout=None, verify: Literal[True, False] = True):
    async with httpx.AsyncClient(timeout=None, verify=verify) as client:
        unfollowed = await client.head(url, headers=headers, auth=auth, timeout=timeout)


async def before_unfollowed(url, headers=None, auth: tuple = None, timeout=None, verify: Literal[True, False] = True):
    unfollowed = requests.get(url, headers=headers, auth=auth, timeout=timeout, verify=verify, allow_redirects=False)


async def after_unfollowed(url, headers=None, auth: tuple = None, timeout=None, verify: Literal[True, False] = True):
    async with httpx.AsyncClient(timeout=None, verify=verify) as client:
        unfollowed = await client.get(url, headers=headers, auth=auth, timeout=timeout)


# A response whose body is read piece by piece.


async def before_stream(url, headers=None, auth: tuple = None, timeout=None, verify: Literal[True, False] = True, *, body: Body):
    with requests.get(url, headers=headers, auth=auth, timeout=timeout, verify=verify, stream=True) as stream:
        body


async def after_stream(url, headers=None, auth: tuple = None, timeout=None, verify: Literal[True, False] = True, *, body: Body):
    async with httpx.AsyncClient(follow_redirects=True, timeout=None, verify=verify) as client, client.stream("GET", url, headers=headers, auth=auth, timeout=timeout) as stream:
        body


async def before_stream_chunks(stream: Bound, size, chunk, body: Body):
    for chunk in stream.iter_content(size):
        body


async def after_stream_chunks(stream: Bound, size, chunk, body: Body):
    async for chunk in stream.aiter_bytes(size):
        body


async def before_stream_chunks_by_name(stream: Bound, size, chunk, body: Body):
    for chunk in stream.iter_content(chunk_size=size):
        body


async def after_stream_chunks_by_name(stream: Bound, size, chunk, body: Body):
    async for chunk in stream.aiter_bytes(chunk_size=size):
        body


async def before_stream_content(stream: Bound):
    stream.content


async def after_stream_content(stream: Bound):
    await stream.aread()


# Sessions.


async def before_session(body: Body):
    with requests.Session() as session:
        body


async def after_session(body: Body):
    async with httpx.AsyncClient(follow_redirects=True, timeout=None) as session:
        body


async def before_session_function(body: Body):
    with requests.session() as session:
        body


async def after_session_function(body: Body):
    async with httpx.AsyncClient(follow_redirects=True, timeout=None) as session:
        body


async def before_kept_session():
    session = requests.Session()


async def after_kept_session():
    session = httpx.AsyncClient(follow_redirects=True, timeout=None)


async def before_kept_session_function():
    session = requests.session()


async def after_kept_session_function():
    session = httpx.AsyncClient(follow_redirects=True, timeout=None)


async def before_session_close(session: Bound):
    session.close()


async def after_session_close(session: Bound):
    await session.aclose()


async def before_session_headers(session: Bound):
    session.headers


async def before_session_auth(session: Bound, auth: tuple):
    session.auth = auth


async def before_session_request(session: Bound, method: Literal["get", "options", "delete"], url, headers=None, auth: tuple = None, timeout=None):
    response = session.method(url, headers=headers, auth=auth, timeout=timeout)


async def after_session_request(session: Bound, method: Literal["get", "options", "delete"], url, headers=None, auth: tuple = None, timeout=None):
    response = await session.method(url, headers=headers, auth=auth, timeout=timeout)


async def before_session_sending(session: Bound, method: Literal["post", "put", "patch"], url, json=None, headers=None, auth: tuple = None, timeout=None):
    response = session.method(url, json=json, headers=headers, auth=auth, timeout=timeout)


async def after_session_sending(session: Bound, method: Literal["post", "put", "patch"], url, json=None, headers=None, auth: tuple = None, timeout=None):
    response = await session.method(url, json=json, headers=headers, auth=auth, timeout=timeout)


async def before_session_sending_text(session: Bound, method: Literal["post", "put", "patch"], url, value, headers=None, auth: tuple = None, timeout=None):
    response = session.method(url, data=json.dumps(value), headers=headers, auth=auth, timeout=timeout)


async def after_session_sending_text(session: Bound, method: Literal["post", "put", "patch"], url, value, headers=None, auth: tuple = None, timeout=None):
    response = await session.method(url, content=json.dumps(value), headers=headers, auth=auth, timeout=timeout)


async def before_session_any(session: Bound, verb, url, json=None, headers=None, auth: tuple = None, timeout=None):
    response = session.request(verb, url, json=json, headers=headers, auth=auth, timeout=timeout)


async def after_session_any(session: Bound, verb, url, json=None, headers=None, auth: tuple = None, timeout=None):
    response = await session.request(verb, url, json=json, headers=headers, auth=auth, timeout=timeout)


async def before_session_head(session: Bound, url, headers=None, auth: tuple = None, timeout=None):
    unfollowed = session.head(url, headers=headers, auth=auth, timeout=timeout)


async def after_session_head(session: Bound, url, headers=None, auth: tuple = None, timeout=None):
    unfollowed = await session.head(url, headers=headers, auth=auth, timeout=timeout, follow_redirects=False)


async def before_session_unfollowed(session: Bound, url, headers=None, auth: tuple = None, timeout=None):
    unfollowed = session.get(url, headers=headers, auth=auth, timeout=timeout, allow_redirects=False)


async def after_session_unfollowed(session: Bound, url, headers=None, auth: tuple = None, timeout=None):
    unfollowed = await session.get(url, headers=headers, auth=auth, timeout=timeout, follow_redirects=False)


# What is done with a response.


async def before_response_member(response: Bound, member: Literal["status_code", "content", "text", "links"]):
    response.member


async def before_response_json(response: Bound, *args, **options):
    response.json(*args, **options)


async def before_response_close(response: Bound):
    response.close()


async def after_response_close(response: Bound):
    await response.aclose()


async def before_response_raise_for_status(response: Bound):
    response.raise_for_status()


async def before_response_header(response: Bound, name):
    response.headers[name]


async def before_response_header_or_default(response: Bound, *args):
    response.headers.get(*args)


async def before_response_has_header(response: Bound, name):
    name in response.headers


async def before_response_lacks_header(response: Bound, name):
    name not in response.headers


async def before_response_not_ok(response: Bound):
    not response.ok


async def after_response_not_ok(response: Bound):
    response.is_error


async def before_response_ok(response: Bound):
    response.ok


async def after_response_ok(response: Bound):
    not response.is_error


async def before_response_reason(response: Bound):
    response.reason


async def after_response_reason(response: Bound):
    response.reason_phrase


async def before_response_url(response: Bound):
    response.url


async def after_response_url(response: Bound):
    str(response.url)


async def before_unfollowed_member(unfollowed: Bound, member: Literal["status_code", "content", "text", "links"]):
    unfollowed.member


async def before_unfollowed_json(unfollowed: Bound, *args, **options):
    unfollowed.json(*args, **options)


async def before_unfollowed_close(unfollowed: Bound):
    unfollowed.close()


async def after_unfollowed_close(unfollowed: Bound):
    await unfollowed.aclose()


async def before_unfollowed_is_redirect(unfollowed: Bound):
    unfollowed.is_redirect


async def after_unfollowed_is_redirect(unfollowed: Bound):
    unfollowed.has_redirect_location


async def before_unfollowed_header(unfollowed: Bound, name):
    unfollowed.headers[name]


async def before_unfollowed_header_or_default(unfollowed: Bound, *args):
    unfollowed.headers.get(*args)


async def before_unfollowed_has_header(unfollowed: Bound, name):
    name in unfollowed.headers


async def before_unfollowed_lacks_header(unfollowed: Bound, name):
    name not in unfollowed.headers


async def before_unfollowed_not_ok(unfollowed: Bound):
    not unfollowed.ok


async def after_unfollowed_not_ok(unfollowed: Bound):
    unfollowed.is_error


async def before_unfollowed_ok(unfollowed: Bound):
    unfollowed.ok


async def after_unfollowed_ok(unfollowed: Bound):
    not unfollowed.is_error


async def before_unfollowed_reason(unfollowed: Bound):
    unfollowed.reason


async def after_unfollowed_reason(unfollowed: Bound):
    unfollowed.reason_phrase


async def before_unfollowed_url(unfollowed: Bound):
    unfollowed.url


async def after_unfollowed_url(unfollowed: Bound):
    str(unfollowed.url)


async def before_stream_member(stream: Bound, member: Literal["status_code"]):
    stream.member


async def before_stream_raise_for_status(stream: Bound):
    stream.raise_for_status()


async def before_stream_header(stream: Bound, name):
    stream.headers[name]


async def before_stream_header_or_default(stream: Bound, *args):
    stream.headers.get(*args)


async def before_stream_has_header(stream: Bound, name):
    name in stream.headers


async def before_stream_lacks_header(stream: Bound, name):
    name not in stream.headers


async def before_stream_not_ok(stream: Bound):
    not stream.ok


async def after_stream_not_ok(stream: Bound):
    stream.is_error


async def before_stream_ok(stream: Bound):
    stream.ok


async def after_stream_ok(stream: Bound):
    not stream.is_error


async def before_stream_reason(stream: Bound):
    stream.reason


async def after_stream_reason(stream: Bound):
    stream.reason_phrase


async def before_stream_url(stream: Bound):
    stream.url


async def after_stream_url(stream: Bound):
    str(stream.url)


async def before_response_encoding(response: Bound, encoding):
    response.encoding = encoding


# What is caught. That of `requests` tells of a body that is no JSON, too.


def before_caught_request_exception_of_json(error: Caught, response: Bound, *args, **options):
    response.json(*args, **options)
    requests.RequestException


def after_caught_request_exception_of_json(error: Caught, response: Bound, *args, **options):
    (httpx.HTTPError, httpx.InvalidURL, json.JSONDecodeError)


def before_caught_request_exception(error: Caught):
    requests.RequestException


def after_caught_request_exception(error: Caught):
    (httpx.HTTPError, httpx.InvalidURL)


def before_caught_os_error(error: Caught):
    OSError


def after_caught_os_error(error: Caught):
    (OSError, httpx.HTTPError)


def before_caught_connection_error(error: Caught):
    requests.ConnectionError


def after_caught_connection_error(error: Caught):
    (httpx.NetworkError, httpx.RemoteProtocolError, httpx.ProxyError, httpx.ConnectTimeout)


def before_caught_timeout(error: Caught):
    requests.Timeout


def after_caught_timeout(error: Caught):
    httpx.TimeoutException


def before_caught_connect_timeout(error: Caught):
    requests.ConnectTimeout


def after_caught_connect_timeout(error: Caught):
    httpx.ConnectTimeout


def before_caught_read_timeout(error: Caught):
    requests.ReadTimeout


def after_caught_read_timeout(error: Caught):
    httpx.ReadTimeout


def before_caught_http_error(error: Caught):
    requests.HTTPError


def after_caught_http_error(error: Caught):
    httpx.HTTPStatusError


def before_caught_too_many_redirects(error: Caught):
    requests.TooManyRedirects


def after_caught_too_many_redirects(error: Caught):
    httpx.TooManyRedirects


def before_caught_json_error(error: Caught):
    requests.JSONDecodeError


def after_caught_json_error(error: Caught):
    json.JSONDecodeError


# What has no fix.


async def before_any_get(*args, **options):
    requests.get(*args, **options)


async def before_any_options(*args, **options):
    requests.options(*args, **options)


async def before_any_head(*args, **options):
    requests.head(*args, **options)


async def before_any_post(*args, **options):
    requests.post(*args, **options)


async def before_any_put(*args, **options):
    requests.put(*args, **options)


async def before_any_patch(*args, **options):
    requests.patch(*args, **options)


async def before_any_delete(*args, **options):
    requests.delete(*args, **options)


async def before_any_request(*args, **options):
    requests.request(*args, **options)


async def before_any_session():
    requests.Session()


async def before_any_session_function():
    requests.session()
