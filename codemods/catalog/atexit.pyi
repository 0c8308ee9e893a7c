"""Functions that run at exit."""

from asyncfix import calls

@calls("func", later=True)
def register(*_): ...
