"""`asyncio.iscoroutinefunction`, which goes in Python 3.16.

## What it does
Finds `asyncio.iscoroutinefunction`, called or passed on, under whatever name it is imported.

## Why is this bad?
The function is deprecated since Python 3.14, where each call warns, and is removed in Python 3.16.
`inspect.iscoroutinefunction` gives the same answers on every supported version.

## Example
```python
import asyncio


async def call(handler, event):
    if asyncio.iscoroutinefunction(handler):
        await handler(event)
    else:
        handler(event)
```

## Use instead
```python
import inspect


async def call(handler, event):
    if inspect.iscoroutinefunction(handler):
        await handler(event)
    else:
        handler(event)
```

## Fix safety
The name becomes `inspect.iscoroutinefunction`, and `import inspect` is added where it is missing. Where the target version is
older than Python 3.12, the fix is unsafe: asyncio's function says yes to objects that carry its own mark (functions decorated
with `asyncio.coroutine`, wrappers that asgiref marks, compiled Cython coroutines), which `inspect` understands in no form
before 3.12.
"""

import asyncio
import asyncio.coroutines
import inspect

code = "AFX704"
aliases = ["W4902"]
safety = "safe"
safe_from = ">=3.12"
reason = "before Python 3.12 `inspect` does not know the objects that carry asyncio's mark"
message = "`asyncio.iscoroutinefunction` is deprecated since Python 3.14 and goes in 3.16"
title = "Use `inspect.iscoroutinefunction`"


def before():
    asyncio.iscoroutinefunction


def after():
    inspect.iscoroutinefunction


def before_defined():
    asyncio.coroutines.iscoroutinefunction


def after_defined():
    inspect.iscoroutinefunction
