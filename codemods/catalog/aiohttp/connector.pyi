"""Pools of connections."""

from asyncfix import loop_bound

@loop_bound
class BaseConnector:
    async def close(self): ...

@loop_bound
class TCPConnector(BaseConnector): ...

@loop_bound
class UnixConnector(BaseConnector): ...
