"""Hashes passwords, slowly."""

from asyncfix import blocking

@blocking("cpu")
def check_password_hash(*args, **kwargs): ...
@blocking("cpu")
def generate_password_hash(*args, **kwargs): ...
