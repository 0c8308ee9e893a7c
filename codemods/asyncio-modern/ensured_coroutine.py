"""Coroutines given to `asyncio.ensure_future`.

## What it does
Finds `asyncio.ensure_future` around a call of a coroutine function, in async code.

## Why is this bad?
`ensure_future` takes anything that can be awaited, and hands a future back as it is: who reads it cannot tell whether a
task begins. `asyncio.create_task` says so, and takes a name and a context. The documentation prefers it since Python 3.7.

## Example
```python
import asyncio


async def tick():
    await asyncio.sleep(1)


async def main():
    ticking = asyncio.ensure_future(tick())
    await ticking
```

## Use instead
```python
import asyncio


async def tick():
    await asyncio.sleep(1)


async def main():
    ticking = asyncio.create_task(tick())
    await ticking
```

## Fix safety
The fix is safe: given a coroutine, `ensure_future` makes a task of the running loop, as `create_task` does. It is applied
in `async def` alone, where a loop is running, and where the argument is certainly a coroutine.
"""

import asyncio
from collections.abc import Coroutine

code = "AFX712"
safety = "safe"
message = "`asyncio.ensure_future` hides that a task begins"
title = "Use `asyncio.create_task`"
requires_python = ">=3.7"


async def before(coroutine: Coroutine):
    asyncio.ensure_future(coroutine)


async def after(coroutine: Coroutine):
    asyncio.create_task(coroutine)
