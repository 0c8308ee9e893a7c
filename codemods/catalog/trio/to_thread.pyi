"""Runs functions in threads."""

from asyncfix import offloads

@offloads("sync_fn")
async def run_sync(
    sync_fn, *args, thread_name=None, abandon_on_cancel=False, cancellable=None, limiter=None
): ...
