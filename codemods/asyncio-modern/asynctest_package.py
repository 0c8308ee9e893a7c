"""Mocks and test cases of the package `asynctest`, which Python has itself.

## What it does
Finds `asynctest.CoroutineMock`, `asynctest.MagicMock`, `asynctest.Mock`, `asynctest.patch` and `asynctest.TestCase`.

## Why is this bad?
`asynctest` had its last release in 2019 and cannot be imported on Python 3.11 and newer, where `asyncio.coroutine` is gone.
Since Python 3.8 `unittest.mock.AsyncMock` and `unittest.IsolatedAsyncioTestCase` do its work.

## Example
```python
import asynctest


class FetchTest(asynctest.TestCase):
    async def test_fetch(self):
        session = asynctest.MagicMock()
        session.get = asynctest.CoroutineMock(return_value=3)
        self.assertEqual(await session.get(), 3)
```

## Use instead
```python
from unittest import IsolatedAsyncioTestCase, mock


class FetchTest(IsolatedAsyncioTestCase):
    async def test_fetch(self):
        session = mock.MagicMock()
        session.get = mock.AsyncMock(return_value=3)
        self.assertEqual(await session.get(), 3)
```

## Fix safety
The fix is unsafe. asynctest's `TestCase` gives each test a `self.loop`, can check at its end that no callbacks are left
(`@fail_on`), and runs coroutine `setUp` and `tearDown`; the standard library's wants these named `asyncSetUp` and
`asyncTearDown`. asynctest's `MagicMock` looks at `spec` in its own way, and its `patch` may leave a patch active between the
steps of a coroutine.
"""

from unittest import IsolatedAsyncioTestCase, mock

import asynctest

code = "AFX713"
safety = "unsafe"
reason = "`asynctest` differs in set-up, `self.loop` and `spec`"
message = "`asynctest` cannot be imported since Python 3.11"
title = "Use `unittest`"
requires_python = ">=3.8"


def before_coroutine():
    asynctest.CoroutineMock


def after_coroutine():
    mock.AsyncMock


def before_magic():
    asynctest.MagicMock


def after_magic():
    mock.MagicMock


def before_mock():
    asynctest.Mock


def after_mock():
    mock.Mock


def before_patch():
    asynctest.patch


def after_patch():
    mock.patch


def before_case():
    asynctest.TestCase


def after_case():
    IsolatedAsyncioTestCase
