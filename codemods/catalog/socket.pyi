"""Sockets. A socket may have been made non-blocking, which its type does not say."""

import _socket
from _socket import (
    gethostbyaddr as gethostbyaddr,
    gethostbyname as gethostbyname,
    gethostbyname_ex as gethostbyname_ex,
    getnameinfo as getnameinfo,
)

from asyncfix import blocking

__thread_safe__ = True

@blocking("dns")
def getaddrinfo(*_): ...
@blocking("dns")
def getfqdn(*_): ...
@blocking("socket")
def create_connection(*_): ...

class socket(_socket.socket):
    @blocking("socket")
    def accept(self, *_): ...
    @blocking("socket")
    def sendfile(self, *_): ...
