"""The operations of a service."""

from asyncfix import blocking

class OperationProxy:
    @blocking("http")
    def __call__(self, *args, **kwargs): ...
