"""Hashes."""

from _hashlib import pbkdf2_hmac as pbkdf2_hmac, scrypt as scrypt

from asyncfix import blocking

@blocking("file")
def file_digest(*_): ...
