"""The system's log."""

from asyncfix import blocking, quick

@blocking("socket")
def syslog(*_): ...

# Connects at the first message.
@quick
def openlog(*_): ...
