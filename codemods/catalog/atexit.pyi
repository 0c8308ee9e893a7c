"""Functions that run at exit."""

from asyncfix import calls

@calls("func")
def register(*_): ...
