"""Between threads and the event loop."""

from asyncfix import runs_on_loop

@runs_on_loop("callback")
def run_callback_threadsafe(loop, callback, *args): ...
