"""The Python prompt."""

from asyncfix import blocking

@blocking("input")
def interact(*_): ...

class InteractiveConsole:
    @blocking("input")
    def interact(self, *_): ...
    @blocking("input")
    def raw_input(self, *_): ...
