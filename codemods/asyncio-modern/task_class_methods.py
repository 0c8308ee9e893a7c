"""Questions about tasks asked of the class `asyncio.Task`.

## What it does
Finds `asyncio.Task.all_tasks` and `asyncio.Task.current_task`.

## Why is this bad?
Both were deprecated in Python 3.7 and removed in Python 3.9, where they raise `AttributeError`. `asyncio.all_tasks` and
`asyncio.current_task` took their place.

## Example
```python
import asyncio


async def stop_others():
    me = asyncio.Task.current_task()
    for task in asyncio.Task.all_tasks():
        if task is not me:
            task.cancel()
```

## Use instead
```python
import asyncio


async def stop_others():
    me = asyncio.current_task()
    for task in asyncio.all_tasks():
        if task is not me:
            task.cancel()
```

## Fix safety
The fix is unsafe: `asyncio.Task.all_tasks` gave tasks that were done, too, and both methods took the loop of the thread's
policy where none was running, which the functions do not. On Python 3.9 and newer the code raises before the fix.
"""

import asyncio

code = "AFX711"
aliases = ["CH018", "W4902"]
safety = "unsafe"
reason = "`asyncio.all_tasks` leaves out tasks that are done"
message = "`asyncio.Task` has no such method since Python 3.9"
title = "Ask `asyncio` itself"
requires_python = ">=3.7"


def before_all():
    asyncio.Task.all_tasks


def after_all():
    asyncio.all_tasks


def before_current():
    asyncio.Task.current_task


def after_current():
    asyncio.current_task
