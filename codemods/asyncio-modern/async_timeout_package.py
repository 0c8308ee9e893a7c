"""Timeouts of the package `async_timeout`, which Python has itself.

## What it does
Finds `async_timeout.timeout` and `async_timeout.timeout_at`.

## Why is this bad?
Since Python 3.11 `asyncio.timeout` and `asyncio.timeout_at` do the same without another package. `async_timeout` itself
says that new code should use them, and is one more dependency to install, to update and to audit.

## Example
```python
import async_timeout


async def fetch(session, url):
    async with async_timeout.timeout(10):
        return await session.get(url)
```

## Use instead
```python
import asyncio


async def fetch(session, url):
    async with asyncio.timeout(10):
        return await session.get(url)
```

## Fix safety
The fix is safe: from Python 3.11 on the package itself hands out asyncio's own functions (version 5), and version 4 behaves
alike but for the methods of the object that `async with` gives: `reject`, `shift` and `update` of the package are
`reschedule` in asyncio, which has `when` in place of `deadline`. Where a name is given to that object, there is no fix.
"""

import asyncio

import async_timeout
from asyncfix import Body

code = "AFX710"
safety = "safe"
message = "`async_timeout` is part of Python since 3.11"
title = "Use `asyncio.timeout`"
requires_python = ">=3.11"


async def before(delay, body: Body):
    async with async_timeout.timeout(delay):
        body


async def after(delay, body: Body):
    async with asyncio.timeout(delay):
        body


async def before_at(deadline, body: Body):
    async with async_timeout.timeout_at(deadline):
        body


async def after_at(deadline, body: Body):
    async with asyncio.timeout_at(deadline):
        body

