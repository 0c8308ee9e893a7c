"""Amazon's services for asyncio. Making a client still reads descriptions of services from disk, on the loop."""

from asyncfix import blocking

class AioSession:
    @blocking("load")
    def create_client(self, *args, **kwargs): ...

def get_session(env_vars=None) -> AioSession: ...
