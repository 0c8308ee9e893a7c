"""Commands."""

from asyncfix import blocking

class Context:
    @blocking("subprocess")
    def run(self, *args, **kwargs): ...
    @blocking("subprocess")
    def sudo(self, *args, **kwargs): ...
