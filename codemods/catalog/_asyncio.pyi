"""The part of asyncio that is written in C."""

from asyncfix import loop_bound, needs_loop, runs_on_loop

@loop_bound
class Future:
    @needs_loop
    def __init__(self, *_): ...
    @needs_loop
    def cancel(self, *_): ...
    @needs_loop
    def set_exception(self, *_): ...
    @needs_loop
    def set_result(self, *_): ...
    @needs_loop
    @runs_on_loop("fn")
    def add_done_callback(self, *_): ...

@loop_bound
class Task(Future):
    @needs_loop
    def __init__(self, *_): ...

@needs_loop
def get_running_loop(*_): ...
@needs_loop
def current_task(*_): ...
