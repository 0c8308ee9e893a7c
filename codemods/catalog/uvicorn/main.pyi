"""Starts the server."""

from asyncfix import drives_loop

@drives_loop
def run(app, **kwargs): ...
