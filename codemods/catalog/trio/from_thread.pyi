"""What a worker thread asks of the event loop, and waits for."""

from asyncfix import blocking, runs_on_loop

@blocking("wait")
def run(afn, *args, trio_token=None): ...
@blocking("wait")
@runs_on_loop("fn")
def run_sync(fn, *args, trio_token=None): ...
