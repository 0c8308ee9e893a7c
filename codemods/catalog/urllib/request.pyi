"""Opens URLs."""

from asyncfix import blocking

@blocking("http", opens=True)
def urlopen(*_): ...
@blocking("http")
def urlretrieve(*_): ...

class OpenerDirector:
    @blocking("http", opens=True)
    def open(self, *_): ...
