"""How tenacity sleeps."""

from asyncfix import blocking

@blocking("sleep")
def sleep(seconds): ...
