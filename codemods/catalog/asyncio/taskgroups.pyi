"""Task groups."""

from asyncfix import loop_bound, needs_loop

@loop_bound
class TaskGroup:
    @needs_loop
    def cancel(self, *_): ...
    @needs_loop
    def create_task(self, *_): ...
