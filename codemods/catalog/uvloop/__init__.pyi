"""A faster event loop."""

from asyncfix import drives_loop

@drives_loop
def run(main, **kwargs): ...
