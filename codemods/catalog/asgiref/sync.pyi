"""Between async and sync code."""

from asyncfix import decorator, drives_loop, offloads

class AsyncToSync:
    @drives_loop
    def __call__(self, *args, **kwargs): ...

# The call that comes back drives a loop, not this one.
def async_to_sync(awaitable=None, *, force_new_loop=False) -> AsyncToSync: ...

class SyncToAsync:
    async def __call__(self, *args, **kwargs): ...

@offloads("func")
@decorator("offloads")
def sync_to_async(func=None, *, thread_sensitive=True, executor=None, context=None) -> SyncToAsync: ...
