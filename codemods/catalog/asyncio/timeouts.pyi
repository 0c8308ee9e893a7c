"""Time limits."""

from asyncfix import loop_bound, needs_loop

@loop_bound
class Timeout:
    @needs_loop
    def reschedule(self, *_): ...
