"""A `pathlib.Path` that a coroutine reads or writes, wrapped by `anyio.Path`.

## What it does
Finds methods of `pathlib.Path` that ask the disk: `read_text`, `read_bytes`, `write_text`, `write_bytes`, `exists`, `is_file`,
`is_dir`, `stat`, `mkdir`, `rmdir`, `touch` and `unlink`, in coroutines.

## Why is this bad?
They stop the event loop until the disk has answered, and a disk may be busy, asleep, or at the other end of a network.
`anyio.Path` has the same methods, which run in a thread, on asyncio and on trio.

## Example
```python
from pathlib import Path

import anyio


async def load(path: Path, limiter: anyio.CapacityLimiter):
    async with limiter:
        return path.read_text(encoding="utf-8") if path.exists() else ""
```

## Use instead
```python
from pathlib import Path

import anyio


async def load(path: Path, limiter: anyio.CapacityLimiter):
    async with limiter:
        return await anyio.Path(path).read_text(encoding="utf-8") if await anyio.Path(path).exists() else ""
```

## Fix safety
The fix is unsafe. Other tasks run between two calls, and may change what the first one has found. Each call costs a thread's
hand-over. If the task is cancelled, a call that has begun goes on in its thread. A class that derives from `Path` and overrides
these methods has its own no longer called. Methods that give paths back (`iterdir`, `glob`, `resolve`, `rename`) are not looked
for, as `anyio.Path` gives back paths of its own kind.
"""

from pathlib import Path
from typing import Literal

import anyio

code = "AFX962"
safety = "unsafe"
reason = "other tasks run between two calls"
message = "`pathlib.Path` stops the event loop until the disk has answered"
title = "Use `anyio.Path`"
off_by_default = True
dependencies = ["anyio>=4"]


async def before(
    path: Path,
    method: Literal[
        "exists",
        "is_dir",
        "is_file",
        "mkdir",
        "read_bytes",
        "read_text",
        "rmdir",
        "stat",
        "touch",
        "unlink",
        "write_bytes",
        "write_text",
    ],
    *args,
    **options,
):
    path.method(*args, **options)


async def after(
    path: Path,
    method: Literal[
        "exists",
        "is_dir",
        "is_file",
        "mkdir",
        "read_bytes",
        "read_text",
        "rmdir",
        "stat",
        "touch",
        "unlink",
        "write_bytes",
        "write_text",
    ],
    *args,
    **options,
):
    await anyio.Path(path).method(*args, **options)
