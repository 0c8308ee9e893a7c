# select: AFX103
import sys

import loaders
from loaders import Both, Changed, Derived, Loader, Mixed, Soon, Typed, Unknown

loader = Loader(loaders.fetch)
derived = Derived(loaders.fetch)
typed = Typed("name", ask=loaders.fetch)
first = Both(loaders.rest)
second = Both(wait=loaders.rest_longer)
neither = Both()
unknown = [Unknown(loaders.rest), Unknown(getattr(sys, "exit"))]
changed = Changed(loaders.rest)
mixed = [Mixed(loaders.rest), Mixed(loaders.quick)]
later = Soon(loaders.soon)


async def handle(some: Unknown, other: Mixed):
    loader.get()  # AFX103
    derived.get()  # AFX103
    typed.get()  # AFX103
    first.run()  # AFX103
    some.run()  # ok: not everything that it may call is known
    changed.run()  # ok: it may call something else by then
    other.run()  # ok: not everything that it may call blocks
    await later.run()  # ok: it makes a coroutine
