"""Runs programs as they were and as they are now, and compares all that they do.

`compare.py OLD NEW`: two folders with the same files. Prints a line for each breach and the counts; ends with 1 if there is a breach.
"""

import asyncio
import collections
import gc
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

from patterns import PATTERNS

LOG: list = []

NUMBERED = re.compile(r"task-\d+|0x[0-9a-f]+", re.IGNORECASE)
"""What differs in the text of an object from run to run."""


def plain(value):
    if isinstance(value, str):
        return NUMBERED.sub("#", value)
    if isinstance(value, (type(None), bool, int, bytes)):
        return value
    if isinstance(value, (list, tuple)):
        return [type(value).__name__, *map(plain, value)]
    if isinstance(value, dict):
        return [[plain(key), plain(part)] for key, part in value.items()]
    if isinstance(value, type):
        return value.__qualname__
    if isinstance(value, BaseException):
        return [type(value).__name__, *map(plain, value.args)]
    return type(value).__name__


def seen(tag, *values):
    LOG.append((tag, *map(plain, values)))
    return values[0] if values else None


async def value(given):
    seen("value", given)
    return given


async def silent(given):
    """What other tasks do while a thread is waited for is no part of the program's order: that they run is the point."""
    return given


async def several(given):
    yield given
    yield 2


class Block:
    def __init__(self, given):
        self.given = given

    def __enter__(self):
        return seen("in", self.given)

    def __exit__(self, *raised):
        seen("out", raised[0])

    async def __aenter__(self):
        return seen("in", self.given)

    async def __aexit__(self, *raised):
        seen("out", raised[0])


def decorated(given):
    return lambda function: seen("decorated", given)


def based(given):
    return object


def recorded(name, result):
    def stand_in(*given, **named):
        seen(name, *given, named)
        return result

    stand_in.__name__ = name
    return stand_in


async def sleep(seconds, result=None):
    # What `time.sleep` does to the rest of the world and `asyncio.sleep` does not is what the finding is about.
    seen("sleep", seconds, {})
    return result


def install() -> None:
    time.sleep = recorded("sleep", None)
    asyncio.sleep = sleep
    subprocess.check_output = recorded("check_output", b"output")
    socket.gethostbyname = recorded("gethostbyname", "127.0.0.1")
    os.system = recorded("system", 0)
    Path("text.txt").write_text("text")


def outcome(path: Path) -> tuple:
    """All that a program did: calls in their order, its result or exception, coroutines that nobody awaited."""
    LOG.clear()
    space = {"__name__": "program", "seen": seen, "value": value, "several": several, "silent": silent}
    space |= {"decorated": decorated, "based": based, "block": Block}
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            exec(compile(path.read_text(), "program", "exec"), space)
            ended = ("returned", plain(asyncio.run(space["main"]())))
        except BaseException as error:
            ended = ("raised", plain(error), plain(error.__cause__))
        space.clear()
        gc.collect()
    lost = sum("never awaited" in str(warning.message) for warning in told)
    return list(LOG), ended, lost


def main(old: Path, new: Path) -> int:
    counts = collections.Counter()
    repaired = collections.Counter()
    breaches = 0
    for path in sorted(old.rglob("*.py")):
        other = new / path.relative_to(old)
        counts["programs"] += 1
        if path.read_bytes() == other.read_bytes():
            counts["left alone"] += 1
            continue
        counts["repaired"] += 1
        repaired[path.stem.rsplit("_", 1)[0]] += 1
        before, after = outcome(path), outcome(other)
        if before != after:
            breaches += 1
            print(f"BREACH {path.name}\n{other.read_text()}before: {before}\nafter:  {after}\n")
    for pattern in PATTERNS:
        if repaired[pattern.name] < pattern.fewest:
            breaches += 1
            print(f"{pattern.name} is repaired in {repaired[pattern.name]} contexts alone")
    print(", ".join(f"{count} {name}" for name, count in counts.items()), f"- {breaches} breaches;", dict(repaired))
    return int(breaches > 0)


if __name__ == "__main__":
    folders = [Path(name).resolve() for name in sys.argv[1:]]
    gc.disable()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        install()
        ended = main(*folders)
        os.chdir("/")
    sys.exit(ended)
