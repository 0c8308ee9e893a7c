"""Streams."""

from asyncfix import loop_bound, needs_loop

@loop_bound
class StreamReader:
    @needs_loop
    def feed_data(self, *_): ...
    @needs_loop
    def feed_eof(self, *_): ...

@loop_bound
class StreamWriter:
    @needs_loop
    def close(self, *_): ...
    @needs_loop
    def write(self, *_): ...
    @needs_loop
    def write_eof(self, *_): ...
    @needs_loop
    def writelines(self, *_): ...
