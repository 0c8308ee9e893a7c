import contextlib
import functools

from jobs import Runner, keep, run, run_twice
from jobs.work import key_of, nap, nap_for


async def passed():
    run(nap)  # AFX103
    run_twice(nap)  # AFX103
    Runner().apply(job=nap, times=3)  # AFX103


async def made_here(rows):
    later = functools.partial(nap_for, 3)
    later()  # AFX103
    run(lambda: nap_for(2))  # AFX103
    return sorted(rows, key=key_of)  # AFX103


async def only_kept():
    return keep(nap)  # ok: nobody calls it


class Desk:
    def __init__(self, stack: contextlib.ExitStack):
        self.stack = stack
        self.stack.callback(nap)


async def at_the_end():
    with contextlib.ExitStack() as stack:
        stack.callback(nap)  # ok: at the end of the block
        return Desk(stack)  # ok: the same
