"""Tables."""

from asyncfix import blocking

class MetaData:
    # What `AsyncConnection.run_sync` is mostly called with.
    @blocking("db")
    def create_all(self, *args, **kwargs): ...
    @blocking("db")
    def drop_all(self, *args, **kwargs): ...
    @blocking("db")
    def reflect(self, *args, **kwargs): ...
