"""Watchers of child processes, which went in Python 3.14.

## What it does
Finds `asyncio.set_child_watcher`, `asyncio.get_child_watcher` and `asyncio.AbstractChildWatcher`.

## Why is this bad?
Watchers are deprecated since Python 3.12, which chooses the best one by itself, and removed in Python 3.14, where these names
raise `AttributeError`.

## Example
```python
import asyncio


async def main(): ...


if __name__ == "__main__":
    asyncio.set_child_watcher(asyncio.ThreadedChildWatcher())
    asyncio.run(main())
```

## Use instead
```python
import asyncio


async def main(): ...


if __name__ == "__main__":
    asyncio.run(main())
```

## Fix safety
The fix is unsafe: programs are watched by `PidfdChildWatcher` afterwards, or by a thread for each where the system has no such
thing. There is a fix where a watcher of asyncio is made and set in one statement, and the target version is 3.12 or newer. A
watcher that has a name, is attached to a loop, or is of a class of your own is reported without a fix.
"""

import asyncio

code = "AFX719"
aliases = ["W4902", "W4904"]
safety = "unsafe"
reason = "another watcher waits for the end of programs"
message = "asyncio has no watchers of child processes since Python 3.14"
title = "Remove it"
requires_python = ">=3.12"


def before_threaded() -> None:
    asyncio.set_child_watcher(asyncio.ThreadedChildWatcher())


def after_threaded():
    pass


def before_pidfd() -> None:
    asyncio.set_child_watcher(asyncio.PidfdChildWatcher())


def after_pidfd():
    pass


def before_safe() -> None:
    asyncio.set_child_watcher(asyncio.SafeChildWatcher())


def after_safe():
    pass


def before_fast() -> None:
    asyncio.set_child_watcher(asyncio.FastChildWatcher())


def after_fast():
    pass


def before_multi_loop() -> None:
    asyncio.set_child_watcher(asyncio.MultiLoopChildWatcher())


def after_multi_loop():
    pass


# What has no fix.


def before_setting(watcher):
    asyncio.set_child_watcher(watcher)


def before_asking():
    asyncio.get_child_watcher()


def before_class():
    asyncio.AbstractChildWatcher
