"""The file `robots.txt`."""

from asyncfix import blocking

class RobotFileParser:
    @blocking("http")
    def read(self, *_): ...
