"""Runs functions in threads."""

from asyncfix import offloads

@offloads("func")
async def run_in_threadpool(func, *args, **kwargs): ...
