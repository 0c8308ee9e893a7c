"""Runs functions in processes."""

from asyncfix import offloads

@offloads("func")
async def run_sync(func, *args, cancellable=False, limiter=None): ...
