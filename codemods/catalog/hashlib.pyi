"""Hashes."""

from _hashlib import pbkdf2_hmac as pbkdf2_hmac, scrypt as scrypt

from asyncfix import blocking

__thread_safe__ = True

@blocking("file")
def file_digest(*_): ...
