"""The file `robots.txt`."""

from asyncfix import blocking

__thread_safe__ = True

class RobotFileParser:
    @blocking("http")
    def read(self, *_): ...
