"""Programs that tasks run."""

from asyncfix import loop_bound

@loop_bound
class Process: ...
