"""A fixture `event_loop`, which pytest-asyncio no longer has.

## What it does
Finds fixtures without parameters that are called `event_loop`.

## Why is this bad?
Such a fixture replaced the loop of pytest-asyncio, which has none of its own since 1.0: what the project defines is used by nobody,
without a word. `loop_scope` says how long a loop lives now.

## Example
```python
import asyncio

import pytest


@pytest.fixture
def event_loop():
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.mark.asyncio
async def test_nothing():
    await asyncio.sleep(0)
```

## Use instead
```python
import asyncio

import pytest


@pytest.mark.asyncio
async def test_nothing():
    await asyncio.sleep(0)
```

## Fix safety
The fix is unsafe: a test or a fixture that takes `event_loop` as a parameter finds none with pytest-asyncio 1.0, and should ask
`asyncio.get_running_loop()`. There is a fix where the fixture lives for one test and does what pytest-asyncio did itself: it makes
a loop, yields it and closes it. A fixture of a wider scope is reported without one: set `asyncio_default_fixture_loop_scope` and
`asyncio_default_test_loop_scope`, or `loop_scope` in the mark. So is one that does anything else. A fixture with parameters is not
found.
"""

import asyncio

import pytest
from asyncfix import Body

code = "AFX720"
safety = "unsafe"
reason = "a test may take it as a parameter"
message = "pytest-asyncio has no fixture `event_loop` since 1.0"
title = "Remove it"
off_by_default = True
dependencies = ["pytest-asyncio>=1.0"]


def before_new_loop():
    @pytest.fixture
    def event_loop():
        loop = asyncio.new_event_loop()
        yield loop
        loop.close()


def after_new_loop():
    pass


def before_new_loop_of_call():
    @pytest.fixture()
    def event_loop():
        loop = asyncio.new_event_loop()
        yield loop
        loop.close()


def after_new_loop_of_call():
    pass


def before_new_loop_of_function():
    @pytest.fixture(scope="function")
    def event_loop():
        loop = asyncio.new_event_loop()
        yield loop
        loop.close()


def after_new_loop_of_function():
    pass


def before_policy_loop():
    @pytest.fixture
    def event_loop():
        loop = asyncio.get_event_loop_policy().new_event_loop()
        yield loop
        loop.close()


def after_policy_loop():
    pass


def before_policy_loop_of_call():
    @pytest.fixture()
    def event_loop():
        loop = asyncio.get_event_loop_policy().new_event_loop()
        yield loop
        loop.close()


def after_policy_loop_of_call():
    pass


def before_policy_loop_of_function():
    @pytest.fixture(scope="function")
    def event_loop():
        loop = asyncio.get_event_loop_policy().new_event_loop()
        yield loop
        loop.close()


def after_policy_loop_of_function():
    pass


def before_set_loop():
    @pytest.fixture
    def event_loop():
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        yield loop
        loop.close()


def after_set_loop():
    pass


def before_set_loop_of_call():
    @pytest.fixture()
    def event_loop():
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        yield loop
        loop.close()


def after_set_loop_of_call():
    pass


def before_set_loop_of_function():
    @pytest.fixture(scope="function")
    def event_loop():
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        yield loop
        loop.close()


def after_set_loop_of_function():
    pass


# What has no fix.


def before_any(body: Body):
    @pytest.fixture
    def event_loop():
        body


def before_any_of_call(body: Body, **options):
    @pytest.fixture(**options)
    def event_loop():
        body
