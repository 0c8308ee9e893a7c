"""The part of `hashlib` that calls OpenSSL."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("cpu")
def pbkdf2_hmac(*_): ...
@blocking("cpu")
def scrypt(*_): ...
