"""Amazon's services for asyncio."""

from asyncfix import blocking

class ClientCreatorContext:
    # Reads descriptions of services from disk, on the loop.
    @blocking("load")
    async def __aenter__(self): ...

class AioSession:
    def create_client(self, *args, **kwargs) -> ClientCreatorContext: ...

def get_session(env_vars=None) -> AioSession: ...
