"""Pools of connections."""

from asyncfix import loop_bound, needs_loop

@loop_bound
class BaseConnector:
    @needs_loop
    def __init__(self, **kwargs): ...
    async def close(self): ...

@loop_bound
class TCPConnector(BaseConnector): ...

@loop_bound
class UnixConnector(BaseConnector): ...
