"""Runs functions in threads."""

from asyncfix import offloads

@offloads("func")
async def run_sync(func, *args, abandon_on_cancel=False, cancellable=None, limiter=None): ...
