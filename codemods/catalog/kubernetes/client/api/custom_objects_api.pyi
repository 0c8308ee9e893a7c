"""Objects of one's own kind."""

from asyncfix import async_twin, blocking_methods

@blocking_methods("http")
@async_twin("kubernetes_asyncio.client.CustomObjectsApi")
class CustomObjectsApi: ...
