"""Runs functions at set times."""

from asyncfix import blocking, calls, unless

class scheduler:
    @blocking("sleep")
    @unless(blocking=False)
    def run(self, *_): ...
    @calls("action", later=True)
    def enter(self, *_): ...
    @calls("action", later=True)
    def enterabs(self, *_): ...
