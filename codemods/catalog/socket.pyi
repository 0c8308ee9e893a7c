"""Sockets. A socket may have been made non-blocking, which its type does not say."""

import _socket
from _socket import (
    gethostbyaddr as gethostbyaddr,
    gethostbyname as gethostbyname,
    gethostbyname_ex as gethostbyname_ex,
    getnameinfo as getnameinfo,
)

from asyncfix import blocking, timeout, unless, unless_given

@blocking("dns")
@unless(host=None)
@unless_given("host", "<address>")
@unless_given("flags", "AI_NUMERICHOST")
def getaddrinfo(*_): ...
@blocking("dns")
def getfqdn(*_): ...
@blocking("socket")
@unless(address="localhost")
@unless(address="127.0.0.1")
@unless(address="::1")
@timeout("timeout")
def create_connection(*_): ...

class socket(_socket.socket):
    @blocking("socket")
    def accept(self, *_): ...
    @blocking("socket")
    def sendfile(self, *_): ...
