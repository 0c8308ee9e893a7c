"""Locks of files."""

from asyncfix import blocking, unless

# 5 and 6 are LOCK_SH and LOCK_EX with LOCK_NB, 8 is LOCK_UN.
@blocking("lock")
@unless(operation=5)
@unless(operation=6)
@unless(operation=8)
def flock(*_): ...
@blocking("lock")
@unless(cmd=5)
@unless(cmd=6)
@unless(cmd=8)
def lockf(*_): ...
