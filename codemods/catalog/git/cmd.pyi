"""Runs Git. Its commands are attributes."""

from asyncfix import blocking

class Git:
    @blocking("subprocess")
    def execute(self, *args, **kwargs): ...
