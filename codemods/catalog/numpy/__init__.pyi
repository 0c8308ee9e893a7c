"""Arrays."""

from numpy.lib._npyio_impl import (
    genfromtxt as genfromtxt,
    load as load,
    loadtxt as loadtxt,
    save as save,
    savetxt as savetxt,
    savez as savez,
    savez_compressed as savez_compressed,
)

from asyncfix import blocking

__thread_safe__ = True

# Written in C.
@blocking("file")
def fromfile(*args, **kwargs): ...
