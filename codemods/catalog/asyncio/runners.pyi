"""Starts event loops."""

from asyncfix import drives_loop

@drives_loop
def run(*_): ...

class Runner:
    @drives_loop
    def run(self, *_): ...
