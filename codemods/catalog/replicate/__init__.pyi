"""Models on Replicate."""

from replicate.client import Client as Client

from asyncfix import async_twin, blocking

@blocking("http")
@async_twin("replicate.async_run")
def run(*args, **kwargs): ...
async def async_run(*args, **kwargs): ...
