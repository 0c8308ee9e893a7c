"""Stand-ins for what later Pythons do, as this one has not changed yet.

Each entry says the version, what its "What's New" tells, and does it to the modules of this interpreter. A scenario asks for a
version by `# later: 3.14`.
"""

import asyncio
import sys
import warnings


def install(version: tuple[int, int]) -> None:
    for since, change in CHANGES:
        if sys.version_info < since <= version:
            change()


def watchers_are_deprecated() -> None:
    """3.12: child watchers are deprecated."""
    for name in ("ThreadedChildWatcher", "SafeChildWatcher", "FastChildWatcher", "MultiLoopChildWatcher", "PidfdChildWatcher"):
        deprecate(name)
    deprecate("set_child_watcher")
    deprecate("get_child_watcher")


def run_takes_a_loop_factory() -> None:
    """3.12: `asyncio.run` takes `loop_factory`, as `asyncio.Runner` does since 3.11."""

    def run(main, *, debug=None, loop_factory=None):
        with asyncio.Runner(debug=debug, loop_factory=loop_factory) as runner:
            return runner.run(main)

    asyncio.run = run


def loops_are_not_made_unasked() -> None:
    """3.14: `get_event_loop` raises RuntimeError where no loop is current."""
    policy = asyncio.get_event_loop_policy()
    policy._local._set_called = True


def policies_are_deprecated() -> None:
    """3.14: the policy of event loops is deprecated."""
    for name in ("get_event_loop_policy", "set_event_loop_policy", "DefaultEventLoopPolicy"):
        deprecate(name)


def iscoroutinefunction_is_deprecated() -> None:
    """3.14: `asyncio.iscoroutinefunction` is deprecated."""
    deprecate("iscoroutinefunction")


def watchers_are_gone() -> None:
    """3.14: child watchers are gone."""
    for name in ("ThreadedChildWatcher", "SafeChildWatcher", "FastChildWatcher", "MultiLoopChildWatcher", "PidfdChildWatcher"):
        vars(asyncio).pop(name)
    vars(asyncio).pop("set_child_watcher")
    vars(asyncio).pop("get_child_watcher")


def deprecate(name: str) -> None:
    inner = getattr(asyncio, name)

    def wrapper(*args, **kwargs):
        warnings.warn(f"'asyncio.{name}' is deprecated", DeprecationWarning, stacklevel=2)
        return inner(*args, **kwargs)

    setattr(asyncio, name, wrapper)


CHANGES = [
    ((3, 12), watchers_are_deprecated),
    ((3, 12), run_takes_a_loop_factory),
    ((3, 14), loops_are_not_made_unasked),
    ((3, 14), policies_are_deprecated),
    ((3, 14), iscoroutinefunction_is_deprecated),
    ((3, 14), watchers_are_gone),
]
