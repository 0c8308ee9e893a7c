"""Tornado's event loop, which is asyncio's."""

from asyncfix import awaits, drives_loop, loop_bound, needs_loop, offloads, runs_on_loop

@loop_bound
class IOLoop:
    @drives_loop
    def run_sync(self, *args, **kwargs): ...
    @drives_loop
    def start(self, *args, **kwargs): ...
    @runs_on_loop("callback")
    @awaits("callback")
    def add_callback(self, callback, *args, **kwargs): ...
    @runs_on_loop("callback")
    @awaits("callback")
    def add_callback_from_signal(self, callback, *args, **kwargs): ...
    @needs_loop
    @runs_on_loop("callback")
    @awaits("callback")
    def add_future(self, future, callback): ...
    @needs_loop
    @runs_on_loop("callback")
    @awaits("callback")
    def add_timeout(self, deadline, callback, *args, **kwargs): ...
    @needs_loop
    @runs_on_loop("callback")
    @awaits("callback")
    def call_at(self, when, callback, *args, **kwargs): ...
    @needs_loop
    @runs_on_loop("callback")
    @awaits("callback")
    def call_later(self, delay, callback, *args, **kwargs): ...
    @needs_loop
    @runs_on_loop("callback")
    @awaits("callback")
    def spawn_callback(self, callback, *args, **kwargs): ...
    @offloads("func")
    def run_in_executor(self, executor, func, *args): ...
    @staticmethod
    def current(instance=True) -> "IOLoop": ...
