"""The policy of event loops, which goes in Python 3.16.

## What it does
Finds `asyncio.set_event_loop_policy`, `asyncio.get_event_loop_policy` and `uvloop.install`.

## Why is this bad?
Policies are deprecated since Python 3.14, and removed in Python 3.16; `uvloop.install` warns since Python 3.12. A policy
changes every loop of the process from a distance. Since Python 3.12, `asyncio.run` takes the function that makes its loop.

## Example
```python
import asyncio
import sys

import uvloop


async def main(): ...


if sys.argv[1:] == ["--fast"]:
    uvloop.install()
    asyncio.run(main())
else:
    if sys.platform == "win32":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    asyncio.run(main())
```

## Use instead
```python
import asyncio
import sys

import uvloop


async def main(): ...


if sys.argv[1:] == ["--fast"]:
    asyncio.run(main(), loop_factory=uvloop.new_event_loop)
else:
    asyncio.run(main(), loop_factory=asyncio.SelectorEventLoop if sys.platform == "win32" else None)
```

## Fix safety
The fix is unsafe: the policy held for all loops that the process makes from there on, in other threads and later, and the loop
that `loop_factory` makes is the only one of its kind. A condition is evaluated after `main()` is called. There is a fix where `asyncio.run` is the
very next statement behind one that sets the policy of uvloop or the Windows selector policy, by itself or under an `if` without
`else`. Everything else is reported without a fix: a policy that is set in one function and used in another, in a `try` around the
import of uvloop, other policies, what asks for the policy, and `loop.run_until_complete`.
"""

import asyncio
import sys
from typing import Literal

import uvloop

code = "AFX718"
aliases = ["W4902", "W4904"]
safety = "unsafe"
reason = "the policy held for all loops of the process"
message = "policies of event loops are deprecated since Python 3.14, and go in 3.16"
title = "Give `asyncio.run` the loop's factory"
requires_python = ">=3.12"


def before_uvloop_policy(main, **options: Literal["debug"]):
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    asyncio.run(main, **options)


def after_uvloop_policy(main, **options):
    asyncio.run(main, loop_factory=uvloop.new_event_loop, **options)


def before_uvloop_policy_if(test, main, **options: Literal["debug"]):
    if test:
        asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    asyncio.run(main, **options)


def after_uvloop_policy_if(test, main, **options):
    asyncio.run(main, loop_factory=uvloop.new_event_loop if test else None, **options)


def before_uvloop_policy_assigned(result, main, **options: Literal["debug"]):
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    result = asyncio.run(main, **options)


def after_uvloop_policy_assigned(result, main, **options):
    result = asyncio.run(main, loop_factory=uvloop.new_event_loop, **options)


def before_uvloop_policy_if_assigned(result, test, main, **options: Literal["debug"]):
    if test:
        asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    result = asyncio.run(main, **options)


def after_uvloop_policy_if_assigned(result, test, main, **options):
    result = asyncio.run(main, loop_factory=uvloop.new_event_loop if test else None, **options)


def before_uvloop_policy_return(main, **options: Literal["debug"]):
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    return asyncio.run(main, **options)


def after_uvloop_policy_return(main, **options):
    return asyncio.run(main, loop_factory=uvloop.new_event_loop, **options)


def before_uvloop_policy_if_return(test, main, **options: Literal["debug"]):
    if test:
        asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    return asyncio.run(main, **options)


def after_uvloop_policy_if_return(test, main, **options):
    return asyncio.run(main, loop_factory=uvloop.new_event_loop if test else None, **options)


def before_uvloop_policy_exit(main, **options: Literal["debug"]):
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    sys.exit(asyncio.run(main, **options))


def after_uvloop_policy_exit(main, **options):
    sys.exit(asyncio.run(main, loop_factory=uvloop.new_event_loop, **options))


def before_uvloop_policy_if_exit(test, main, **options: Literal["debug"]):
    if test:
        asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    sys.exit(asyncio.run(main, **options))


def after_uvloop_policy_if_exit(test, main, **options):
    sys.exit(asyncio.run(main, loop_factory=uvloop.new_event_loop if test else None, **options))


def before_uvloop_policy_system_exit(main, **options: Literal["debug"]):
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    raise SystemExit(asyncio.run(main, **options))


def after_uvloop_policy_system_exit(main, **options):
    raise SystemExit(asyncio.run(main, loop_factory=uvloop.new_event_loop, **options))


def before_uvloop_policy_if_system_exit(test, main, **options: Literal["debug"]):
    if test:
        asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    raise SystemExit(asyncio.run(main, **options))


def after_uvloop_policy_if_system_exit(test, main, **options):
    raise SystemExit(asyncio.run(main, loop_factory=uvloop.new_event_loop if test else None, **options))


def before_uvloop(main, **options: Literal["debug"]):
    uvloop.install()
    asyncio.run(main, **options)


def after_uvloop(main, **options):
    asyncio.run(main, loop_factory=uvloop.new_event_loop, **options)


def before_uvloop_if(test, main, **options: Literal["debug"]):
    if test:
        uvloop.install()
    asyncio.run(main, **options)


def after_uvloop_if(test, main, **options):
    asyncio.run(main, loop_factory=uvloop.new_event_loop if test else None, **options)


def before_uvloop_assigned(result, main, **options: Literal["debug"]):
    uvloop.install()
    result = asyncio.run(main, **options)


def after_uvloop_assigned(result, main, **options):
    result = asyncio.run(main, loop_factory=uvloop.new_event_loop, **options)


def before_uvloop_if_assigned(result, test, main, **options: Literal["debug"]):
    if test:
        uvloop.install()
    result = asyncio.run(main, **options)


def after_uvloop_if_assigned(result, test, main, **options):
    result = asyncio.run(main, loop_factory=uvloop.new_event_loop if test else None, **options)


def before_uvloop_return(main, **options: Literal["debug"]):
    uvloop.install()
    return asyncio.run(main, **options)


def after_uvloop_return(main, **options):
    return asyncio.run(main, loop_factory=uvloop.new_event_loop, **options)


def before_uvloop_if_return(test, main, **options: Literal["debug"]):
    if test:
        uvloop.install()
    return asyncio.run(main, **options)


def after_uvloop_if_return(test, main, **options):
    return asyncio.run(main, loop_factory=uvloop.new_event_loop if test else None, **options)


def before_uvloop_exit(main, **options: Literal["debug"]):
    uvloop.install()
    sys.exit(asyncio.run(main, **options))


def after_uvloop_exit(main, **options):
    sys.exit(asyncio.run(main, loop_factory=uvloop.new_event_loop, **options))


def before_uvloop_if_exit(test, main, **options: Literal["debug"]):
    if test:
        uvloop.install()
    sys.exit(asyncio.run(main, **options))


def after_uvloop_if_exit(test, main, **options):
    sys.exit(asyncio.run(main, loop_factory=uvloop.new_event_loop if test else None, **options))


def before_uvloop_system_exit(main, **options: Literal["debug"]):
    uvloop.install()
    raise SystemExit(asyncio.run(main, **options))


def after_uvloop_system_exit(main, **options):
    raise SystemExit(asyncio.run(main, loop_factory=uvloop.new_event_loop, **options))


def before_uvloop_if_system_exit(test, main, **options: Literal["debug"]):
    if test:
        uvloop.install()
    raise SystemExit(asyncio.run(main, **options))


def after_uvloop_if_system_exit(test, main, **options):
    raise SystemExit(asyncio.run(main, loop_factory=uvloop.new_event_loop if test else None, **options))


def before_selector(main, **options: Literal["debug"]):
    asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    asyncio.run(main, **options)


def after_selector(main, **options):
    asyncio.run(main, loop_factory=asyncio.SelectorEventLoop, **options)


def before_selector_if(test, main, **options: Literal["debug"]):
    if test:
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    asyncio.run(main, **options)


def after_selector_if(test, main, **options):
    asyncio.run(main, loop_factory=asyncio.SelectorEventLoop if test else None, **options)


def before_selector_assigned(result, main, **options: Literal["debug"]):
    asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    result = asyncio.run(main, **options)


def after_selector_assigned(result, main, **options):
    result = asyncio.run(main, loop_factory=asyncio.SelectorEventLoop, **options)


def before_selector_if_assigned(result, test, main, **options: Literal["debug"]):
    if test:
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    result = asyncio.run(main, **options)


def after_selector_if_assigned(result, test, main, **options):
    result = asyncio.run(main, loop_factory=asyncio.SelectorEventLoop if test else None, **options)


def before_selector_return(main, **options: Literal["debug"]):
    asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    return asyncio.run(main, **options)


def after_selector_return(main, **options):
    return asyncio.run(main, loop_factory=asyncio.SelectorEventLoop, **options)


def before_selector_if_return(test, main, **options: Literal["debug"]):
    if test:
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    return asyncio.run(main, **options)


def after_selector_if_return(test, main, **options):
    return asyncio.run(main, loop_factory=asyncio.SelectorEventLoop if test else None, **options)


def before_selector_exit(main, **options: Literal["debug"]):
    asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    sys.exit(asyncio.run(main, **options))


def after_selector_exit(main, **options):
    sys.exit(asyncio.run(main, loop_factory=asyncio.SelectorEventLoop, **options))


def before_selector_if_exit(test, main, **options: Literal["debug"]):
    if test:
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    sys.exit(asyncio.run(main, **options))


def after_selector_if_exit(test, main, **options):
    sys.exit(asyncio.run(main, loop_factory=asyncio.SelectorEventLoop if test else None, **options))


def before_selector_system_exit(main, **options: Literal["debug"]):
    asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    raise SystemExit(asyncio.run(main, **options))


def after_selector_system_exit(main, **options):
    raise SystemExit(asyncio.run(main, loop_factory=asyncio.SelectorEventLoop, **options))


def before_selector_if_system_exit(test, main, **options: Literal["debug"]):
    if test:
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    raise SystemExit(asyncio.run(main, **options))


def after_selector_if_system_exit(test, main, **options):
    raise SystemExit(asyncio.run(main, loop_factory=asyncio.SelectorEventLoop if test else None, **options))


# What has no fix.


def before_setting():
    asyncio.set_event_loop_policy


def before_asking():
    asyncio.get_event_loop_policy


def before_install():
    uvloop.install
