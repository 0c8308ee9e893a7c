"""Tables in HDF5 files."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("file")
def read_hdf(*args, **kwargs): ...

@blocking("file")
class HDFStore:
    @blocking("file")
    def append(self, *args, **kwargs): ...
    @blocking("file")
    def get(self, *args, **kwargs): ...
    @blocking("file")
    def put(self, *args, **kwargs): ...
    @blocking("file")
    def remove(self, *args, **kwargs): ...
    @blocking("file")
    def select(self, *args, **kwargs): ...
