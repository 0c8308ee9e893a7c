"""Hashes passwords, slowly."""

from asyncfix import blocking

class PasswordHasher:
    @blocking("cpu")
    def hash(self, *args, **kwargs): ...
    @blocking("cpu")
    def verify(self, *args, **kwargs): ...
