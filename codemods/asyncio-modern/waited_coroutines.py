"""Coroutines given to `asyncio.wait`, which takes tasks.

## What it does
Finds `asyncio.wait` of a list, a set or a generator of calls of coroutine functions.

## Why is this bad?
Since Python 3.11 `asyncio.wait` raises `TypeError` when it is given a coroutine; before, it made tasks of them, which the caller
had no name for and could not find in `done`.

## Example
```python
import asyncio


async def fetch(url): ...


async def fetch_all(urls):
    done, pending = await asyncio.wait([fetch(url) for url in urls], timeout=5)
    await asyncio.wait({fetch("/a"), fetch("/b")})
    return done, pending
```

## Use instead
```python
import asyncio


async def fetch(url): ...


async def fetch_all(urls):
    done, pending = await asyncio.wait([asyncio.create_task(fetch(url)) for url in urls], timeout=5)
    await asyncio.wait({asyncio.create_task(fetch("/a")), asyncio.create_task(fetch("/b"))})
    return done, pending
```

## Fix safety
The fix is safe: `asyncio.wait` made such tasks itself as long as it took coroutines. Outside of a coroutine function, where no loop
may be running that could take a task, and where coroutines stand among other things, there is no fix; lists of more than four
elements, and those that have a name, are not found.
"""

import asyncio
from collections.abc import Coroutine

code = "AFX716"
aliases = ["CH064"]
safety = "safe"
message = "`asyncio.wait` raises `TypeError` when it is given coroutines, since Python 3.11"
title = "Make tasks of them"
requires_python = ">=3.7"


# Comprehensions.


async def before_list_comprehension(coroutine: Coroutine, item, items, **options):
    asyncio.wait([coroutine for item in items], **options)


async def after_list_comprehension(coroutine, item, items, **options):
    asyncio.wait([asyncio.create_task(coroutine) for item in items], **options)


async def before_list_comprehension_with_test(coroutine: Coroutine, item, items, test, **options):
    asyncio.wait([coroutine for item in items if test], **options)


async def after_list_comprehension_with_test(coroutine, item, items, test, **options):
    asyncio.wait([asyncio.create_task(coroutine) for item in items if test], **options)


async def before_set_comprehension(coroutine: Coroutine, item, items, **options):
    asyncio.wait({coroutine for item in items}, **options)


async def after_set_comprehension(coroutine, item, items, **options):
    asyncio.wait({asyncio.create_task(coroutine) for item in items}, **options)


async def before_set_comprehension_with_test(coroutine: Coroutine, item, items, test, **options):
    asyncio.wait({coroutine for item in items if test}, **options)


async def after_set_comprehension_with_test(coroutine, item, items, test, **options):
    asyncio.wait({asyncio.create_task(coroutine) for item in items if test}, **options)


async def before_generator(coroutine: Coroutine, item, items, **options):
    asyncio.wait((coroutine for item in items), **options)


async def after_generator(coroutine, item, items, **options):
    asyncio.wait([asyncio.create_task(coroutine) for item in items], **options)


# Lists and sets of one to four.


async def before_list_of_one(first: Coroutine, **options):
    asyncio.wait([first], **options)


async def after_list_of_one(first, **options):
    asyncio.wait([asyncio.create_task(first)], **options)


async def before_list_of_two(first: Coroutine, second: Coroutine, **options):
    asyncio.wait([first, second], **options)


async def after_list_of_two(first, second, **options):
    asyncio.wait([asyncio.create_task(first), asyncio.create_task(second)], **options)


async def before_list_of_three(first: Coroutine, second: Coroutine, third: Coroutine, **options):
    asyncio.wait([first, second, third], **options)


async def after_list_of_three(first, second, third, **options):
    asyncio.wait([asyncio.create_task(first), asyncio.create_task(second), asyncio.create_task(third)], **options)


async def before_list_of_four(first: Coroutine, second: Coroutine, third: Coroutine, fourth: Coroutine, **options):
    asyncio.wait([first, second, third, fourth], **options)


async def after_list_of_four(first, second, third, fourth, **options):
    asyncio.wait([asyncio.create_task(first), asyncio.create_task(second), asyncio.create_task(third), asyncio.create_task(fourth)], **options)


async def before_set_of_one(first: Coroutine, **options):
    asyncio.wait({first}, **options)


async def after_set_of_one(first, **options):
    asyncio.wait({asyncio.create_task(first)}, **options)


async def before_set_of_two(first: Coroutine, second: Coroutine, **options):
    asyncio.wait({first, second}, **options)


async def after_set_of_two(first, second, **options):
    asyncio.wait({asyncio.create_task(first), asyncio.create_task(second)}, **options)


async def before_set_of_three(first: Coroutine, second: Coroutine, third: Coroutine, **options):
    asyncio.wait({first, second, third}, **options)


async def after_set_of_three(first, second, third, **options):
    asyncio.wait({asyncio.create_task(first), asyncio.create_task(second), asyncio.create_task(third)}, **options)


async def before_set_of_four(first: Coroutine, second: Coroutine, third: Coroutine, fourth: Coroutine, **options):
    asyncio.wait({first, second, third, fourth}, **options)


async def after_set_of_four(first, second, third, fourth, **options):
    asyncio.wait({asyncio.create_task(first), asyncio.create_task(second), asyncio.create_task(third), asyncio.create_task(fourth)}, **options)


# What has no fix.


def before_any_list_comprehension(coroutine: Coroutine, item, items, **options):
    asyncio.wait([coroutine for item in items], **options)


def before_any_set_comprehension(coroutine: Coroutine, item, items, **options):
    asyncio.wait({coroutine for item in items}, **options)


def before_any_generator(coroutine: Coroutine, item, items, **options):
    asyncio.wait((coroutine for item in items), **options)


def before_any_list_of_one(coroutine: Coroutine, **options):
    asyncio.wait([coroutine], **options)


def before_any_list_of_two(coroutine: Coroutine, other, **options):
    asyncio.wait([coroutine, other], **options)


def before_any_second_of_list(other, coroutine: Coroutine, **options):
    asyncio.wait([other, coroutine], **options)


def before_any_list_of_three(coroutine: Coroutine, other, another, **options):
    asyncio.wait([coroutine, other, another], **options)


def before_any_set_of_one(coroutine: Coroutine, **options):
    asyncio.wait({coroutine}, **options)


def before_any_set_of_two(coroutine: Coroutine, other, **options):
    asyncio.wait({coroutine, other}, **options)


def before_any_second_of_set(other, coroutine: Coroutine, **options):
    asyncio.wait({other, coroutine}, **options)


def before_any_set_of_three(coroutine: Coroutine, other, another, **options):
    asyncio.wait({coroutine, other, another}, **options)
