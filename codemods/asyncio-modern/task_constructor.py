"""Tasks made by the class instead of by `asyncio.create_task`.

## What it does
Finds `asyncio.Task(…)` in a coroutine function. A task factory, which is a plain function, has to call it.

## Why is this bad?
The class is what makes tasks, not how a program makes them: the documentation says not to call it. It passes over the task
factory of the loop (`loop.set_task_factory`, eager tasks), so that such a task is of another class than all others.

## Example
```python
import asyncio


async def tick():
    await asyncio.sleep(1)


async def main():
    ticking = asyncio.Task(tick(), name="tick")
    await ticking
```

## Use instead
```python
import asyncio


async def tick():
    await asyncio.sleep(1)


async def main():
    ticking = asyncio.create_task(tick(), name="tick")
    await ticking
```

## Fix safety
The fix is safe: both make a task of the running loop, with the same name and context; where a loop is given that certainly is
one, its own `create_task` does. There is no fix with another loop, which may be `None`, with
`eager_start`, which `create_task` takes since Python 3.14 only, and with arguments that are not written out.
"""

import asyncio

code = "AFX721"
safety = "safe"
message = "`asyncio.Task` makes a task that passes over the loop's task factory"
title = "Use `create_task`"
requires_python = ">=3.7"


async def before(coroutine, name=None, context=None):
    asyncio.Task(coroutine, name=name, context=context)


async def after(coroutine, name=None, context=None):
    asyncio.create_task(coroutine, name=name, context=context)


async def before_without_loop(coroutine, name=None, context=None):
    asyncio.Task(coroutine, loop=None, name=name, context=context)


async def after_without_loop(coroutine, name=None, context=None):
    asyncio.create_task(coroutine, name=name, context=context)


async def before_on_running_loop(coroutine, name=None, context=None):
    asyncio.Task(coroutine, loop=asyncio.get_running_loop(), name=name, context=context)


async def after_on_running_loop(coroutine, name=None, context=None):
    asyncio.create_task(coroutine, name=name, context=context)


async def before_on_event_loop(coroutine, name=None, context=None):
    asyncio.Task(coroutine, loop=asyncio.get_event_loop(), name=name, context=context)


async def after_on_event_loop(coroutine, name=None, context=None):
    asyncio.create_task(coroutine, name=name, context=context)


async def before_started_later(coroutine, name=None, context=None):
    asyncio.Task(coroutine, name=name, context=context, eager_start=False)


async def after_started_later(coroutine, name=None, context=None):
    asyncio.create_task(coroutine, name=name, context=context)


async def before_on_loop(coroutine, loop: asyncio.AbstractEventLoop, name=None, context=None):
    asyncio.Task(coroutine, loop=loop, name=name, context=context)


async def after_on_loop(coroutine, loop: asyncio.AbstractEventLoop, name=None, context=None):
    loop.create_task(coroutine, name=name, context=context)


async def before_anything(*args, **kwargs):
    asyncio.Task(*args, **kwargs)
