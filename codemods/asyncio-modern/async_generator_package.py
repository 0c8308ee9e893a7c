"""Helpers of the package `async_generator`, which Python has itself.

## What it does
Finds `async_generator.asynccontextmanager` and `async_generator.aclosing`.

## Why is this bad?
The package brought asynchronous generators to Python 3.5, had its last release in 2018, and is one more dependency to
install and to audit. `contextlib` has `asynccontextmanager` since Python 3.7 and `aclosing` since Python 3.10.

## Example
```python
import async_generator


@async_generator.asynccontextmanager
async def opened(pool):
    connection = await pool.acquire()
    try:
        yield connection
    finally:
        await pool.release(connection)
```

## Use instead
```python
import contextlib


@contextlib.asynccontextmanager
async def opened(pool):
    connection = await pool.acquire()
    try:
        yield connection
    finally:
        await pool.release(connection)
```

## Fix safety
The fix is unsafe: a generator that the package itself makes, by `@async_generator` and `yield_`, is no asynchronous
generator to `contextlib`. For an `async def` that has `yield`, both decorators do the same.
"""

import contextlib

import async_generator

code = "AFX714"
safety = "unsafe"
reason = "generators made by `@async_generator` are not what `contextlib` wants"
message = "`async_generator` is part of Python since 3.10"
title = "Use `contextlib`"
requires_python = ">=3.10"


def before_manager():
    async_generator.asynccontextmanager


def after_manager():
    contextlib.asynccontextmanager


def before_closing():
    async_generator.aclosing


def after_closing():
    contextlib.aclosing
