"""Commands."""

from invoke.context import Context as Context

from asyncfix import blocking

@blocking("subprocess")
def run(*args, **kwargs): ...
@blocking("subprocess")
def sudo(*args, **kwargs): ...
