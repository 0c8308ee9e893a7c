"""A file that a coroutine opens and reads by itself, opened by `aiofiles` instead.

## What it does
Finds `open` in coroutines, in a `with` of its own or with a name given to the file.

## Why is this bad?
Opening, reading and writing stop the event loop until the disk has answered, and a disk may be busy, asleep, or at the other
end of a network. `aiofiles` opens the file in a thread, and has the same methods to be awaited.

## Example
```python
async def longest_line(path):
    longest = ""
    with open(path, encoding="utf-8") as file:
        if file.readline().startswith("#"):
            file.seek(0)
        for line in file:
            longest = max(longest, line, key=len)
    return longest
```

## Use instead
```python
import aiofiles


async def longest_line(path):
    longest = ""
    async with aiofiles.open(path, encoding="utf-8") as file:
        if (await file.readline()).startswith("#"):
            await file.seek(0)
        async for line in file:
            longest = max(longest, line, key=len)
    return longest
```

## Fix safety
The fix is unsafe. Other tasks run between two reads or writes of one file, and see it half written. Each call costs a
thread's hand-over, so that many short lines are read more slowly than before. `json.load`,
`tomllib.load` and `yaml.safe_load` are given the text that was read, so that YAML's errors do not name the file; `json.dump` writes
nothing at all where the object cannot be written as JSON, and no longer the part in front of it. If the task is cancelled, a read or write that has begun goes on in its thread. `isinstance(file,
io.IOBase)` is no longer true.

The fix is withheld where the file is handed on (to `csv`, `pickle`, a parser or a function), returned, kept in an attribute,
iterated in anything but `for` and a list, or used in a way that this codemod does not know. Several files in one `with`, and a
file without a name, are only reported, as is code of anyio: `aiofiles` runs on asyncio alone. Code of Trio and Twisted is not
touched.
"""

import json
import tomllib
from typing import Literal

import aiofiles
import yaml
from asyncfix import Body, Bound

code = "AFX960"
safety = "unsafe"
reason = "other tasks run between two reads or writes"
message = "`open` stops the event loop at every read and write"
title = "Use `aiofiles.open`"
off_by_default = True
runs_on = "asyncio"
dependencies = ["aiofiles>=23.1"]


async def before(path, *args, body: Body, **kwargs):
    with open(path, *args, **kwargs) as f:
        body


async def after(path, *args, body: Body, **kwargs):
    async with aiofiles.open(path, *args, **kwargs) as f:
        body


async def before_named(path, *args, **kwargs):
    f = open(path, *args, **kwargs)


async def after_named(path, *args, **kwargs):
    f = await aiofiles.open(path, *args, **kwargs)


async def before_other(path, *args, **kwargs):
    open(path, *args, **kwargs)


async def before_lines(f: Bound, line, body: Body):
    for line in f:
        body


async def after_lines(f: Bound, line, body: Body):
    async for line in f:
        body


async def before_line_values(f: Bound, value, line):
    [value for line in f]


async def after_line_values(f: Bound, value, line):
    [value async for line in f]


async def before_line_values_if(f: Bound, value, line, condition):
    [value for line in f if condition]


async def after_line_values_if(f: Bound, value, line, condition):
    [value async for line in f if condition]


async def before_line_list(f: Bound):
    list(f)


async def after_line_list(f: Bound):
    await f.readlines()


async def before_json(f: Bound, **options):
    json.load(f, **options)


async def after_json(f: Bound, **options):
    json.loads(await f.read(), **options)


async def before_json_dump(f: Bound, value, **options):
    json.dump(value, f, **options)


async def after_json_dump(f: Bound, value, **options):
    await f.write(json.dumps(value, **options))


async def before_toml(f: Bound):
    tomllib.load(f)


async def after_toml(f: Bound):
    tomllib.loads((await f.read()).decode())


async def before_yaml(f: Bound):
    yaml.safe_load(f)


async def after_yaml(f: Bound):
    yaml.safe_load(await f.read())


async def before_method(
    f: Bound,
    method: Literal["flush", "read", "readline", "readlines", "seek", "tell", "truncate", "write", "writelines"],
    *args,
):
    f.method(*args)


async def after_method(
    f: Bound,
    method: Literal["flush", "read", "readline", "readlines", "seek", "tell", "truncate", "write", "writelines"],
    *args,
):
    await f.method(*args)


async def before_close(f: Bound):
    f.close()


async def after_close(f: Bound):
    await f.close()


async def before_attribute(f: Bound, attribute: Literal["closed", "encoding", "fileno", "mode", "name"]):
    f.attribute
