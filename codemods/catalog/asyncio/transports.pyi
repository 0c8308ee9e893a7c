"""Transports."""

from asyncfix import loop_bound, needs_loop

@loop_bound
class BaseTransport:
    @needs_loop
    def close(self, *_): ...

@loop_bound
class ReadTransport(BaseTransport):
    @needs_loop
    def pause_reading(self, *_): ...
    @needs_loop
    def resume_reading(self, *_): ...

@loop_bound
class WriteTransport(BaseTransport):
    @needs_loop
    def abort(self, *_): ...
    @needs_loop
    def write(self, *_): ...
    @needs_loop
    def write_eof(self, *_): ...
    @needs_loop
    def writelines(self, *_): ...

@loop_bound
class Transport(ReadTransport, WriteTransport): ...

@loop_bound
class DatagramTransport(BaseTransport):
    @needs_loop
    def abort(self, *_): ...
    @needs_loop
    def sendto(self, *_): ...
