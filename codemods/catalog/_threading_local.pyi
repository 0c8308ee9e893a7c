"""Values of one thread, as written in Python."""

from asyncfix import thread_bound

@thread_bound
class local: ...
