"""Django's database from async code."""

from asgiref.sync import SyncToAsync

from asyncfix import decorator, offloads

class DatabaseSyncToAsync(SyncToAsync): ...

@offloads("func")
@decorator("offloads")
def database_sync_to_async(func, thread_sensitive=True, executor=None) -> DatabaseSyncToAsync: ...
async def aclose_old_connections(): ...
