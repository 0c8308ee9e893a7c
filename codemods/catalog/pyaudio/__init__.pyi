"""Sound."""

from asyncfix import blocking

class PyAudio:
    class Stream:
        # A whole buffer at a time, as fast as it sounds.
        @blocking("wait")
        def read(self, *args, **kwargs): ...
        @blocking("wait")
        def write(self, *args, **kwargs): ...
        @blocking("wait")
        def stop_stream(self, *args, **kwargs): ...

    def open(self, *args, **kwargs) -> "PyAudio.Stream": ...
