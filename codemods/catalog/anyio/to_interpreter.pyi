"""Runs functions in interpreters."""

from asyncfix import offloads

@offloads("func")
async def run_sync(func, *args, limiter=None): ...
