"""The part of `hashlib` that calls OpenSSL."""

from asyncfix import blocking

@blocking("cpu")
def pbkdf2_hmac(*_): ...
@blocking("cpu")
def scrypt(*_): ...
