"""Opens URLs."""

from asyncfix import blocking, unless_given

@blocking("http", opens=True)
@unless_given("url", "data:")
@unless_given("url", "file:")
def urlopen(*_): ...
@blocking("http")
@unless_given("url", "data:")
@unless_given("url", "file:")
def urlretrieve(*_): ...

class OpenerDirector:
    @blocking("http", opens=True)
    @unless_given("fullurl", "data:")
    @unless_given("fullurl", "file:")
    def open(self, *_): ...
