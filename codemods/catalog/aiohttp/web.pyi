"""The HTTP server."""

from asyncfix import drives_loop

@drives_loop
def run_app(app, **kwargs): ...
