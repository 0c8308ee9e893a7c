"""Wait with a timeout by `asyncio.timeout`.

## What it does
Finds `asyncio.wait_for` around a call, and makes it a block with a timeout.

## Why is this bad?
Say here why nobody should write it so.

## Example
```python
import asyncio


async def fetch(read, limit):
    await asyncio.wait_for(read(), limit)
```

## Use instead
```python
import asyncio


async def fetch(read, limit):
    async with asyncio.timeout(limit):
        await read()
```

## Fix safety
Say here what may differ afterwards.
"""

import asyncio

safety = "unsafe"
reason = "the coroutine runs in the task itself, not in one of its own"
requires_python = ">=3.11"


# Parameters are holes: they match any expression, and stand for the same one in `after`.
# `async def` matches in async code alone. `*args` and `**kwargs` take what is left of the arguments; an annotation
# says what a hole has to be. More pairs are called `before_x` and `after_x`.
async def before(awaitable, limit):
    await asyncio.wait_for(awaitable, limit)


async def after(awaitable, limit):
    async with asyncio.timeout(limit):
        await awaitable
