"""`asyncio.wait_for`, where a block with a timeout says the same.

## What it does
Finds `await asyncio.wait_for(…)` as a statement, as the value of an assignment and as what is returned.

## Why is this bad?
It is an opinion, and off by default. `asyncio.timeout`, new in Python 3.11, takes any number of statements, can be moved while it
runs, and makes no task of what it waits for, which is why `wait_for` itself uses it since Python 3.12.

## Example
```python
import asyncio


async def answer(stream):
    await asyncio.wait_for(stream.drain(), timeout=1)
    line = await asyncio.wait_for(stream.readline(), 5)
    return line.decode()
```

## Use instead
```python
import asyncio


async def answer(stream):
    async with asyncio.timeout(1):
        await stream.drain()
    async with asyncio.timeout(5):
        line = await stream.readline()
    return line.decode()
```

## Fix safety
The fix is unsafe. In Python 3.11, `wait_for` runs a coroutine in a task of its own: what that changes in context variables was
lost, and is not any more, and a cancellation that comes at the very end reaches the block instead. With a timeout of zero or less
`wait_for` gives what is done already and begins nothing, while the block runs until it first waits. Both take `None` for no
timeout, and both raise `TimeoutError`. The timeout is evaluated before what it is for. A `wait_for` that is a part of a larger
expression is not found, as nobody would read the block in its place more easily.
"""

import asyncio

code = "AFX717"
safety = "unsafe"
reason = "a timeout of zero, and in Python 3.11 context variables, work in another way"
message = "`asyncio.wait_for` is what `asyncio.timeout` says in a block"
title = "Use `asyncio.timeout`"
off_by_default = True
requires_python = ">=3.11"


async def before(target, awaitable, timeout):
    target = await asyncio.wait_for(awaitable, timeout)


async def after(target, awaitable, timeout):
    async with asyncio.timeout(timeout):
        target = await awaitable


async def before_statement(awaitable, timeout) -> None:
    await asyncio.wait_for(awaitable, timeout)


async def after_statement(awaitable, timeout):
    async with asyncio.timeout(timeout):
        await awaitable


async def before_return(awaitable, timeout):
    return await asyncio.wait_for(awaitable, timeout)


async def after_return(awaitable, timeout):
    async with asyncio.timeout(timeout):
        return await awaitable
