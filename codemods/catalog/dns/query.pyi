"""Talks to one name server."""

from asyncfix import async_twin, blocking

@blocking("dns")
@async_twin("dns.asyncquery.https")
def https(*args, **kwargs): ...
@blocking("dns")
@async_twin("dns.asyncquery.tcp")
def tcp(*args, **kwargs): ...
@blocking("dns")
@async_twin("dns.asyncquery.tls")
def tls(*args, **kwargs): ...
@blocking("dns")
@async_twin("dns.asyncquery.udp")
def udp(*args, **kwargs): ...
