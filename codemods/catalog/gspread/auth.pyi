"""Credentials, from files."""

from asyncfix import blocking

from .client import Client

@blocking("file")
def oauth(**kwargs) -> Client: ...
@blocking("file")
def service_account(filename=None, **kwargs) -> Client: ...
def authorize(credentials, **kwargs) -> Client: ...
