"""Regular expressions."""

from asyncfix import calls

@calls("repl")
def sub(*_): ...
@calls("repl")
def subn(*_): ...

class Pattern:
    @calls("repl")
    def sub(self, *_): ...
    @calls("repl")
    def subn(self, *_): ...
