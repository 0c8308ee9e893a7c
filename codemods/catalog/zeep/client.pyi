"""Clients. Making one reads the service's description, mostly over the network."""

from asyncfix import async_twin, blocking

@blocking("http")
@async_twin("zeep.AsyncClient")
class Client: ...

# Reads the description without async all the same.
@blocking("http")
class AsyncClient(Client): ...
