"""Jobs."""

from asyncfix import async_twin, blocking_methods

@blocking_methods("http")
@async_twin("kubernetes_asyncio.client.BatchV1Api")
class BatchV1Api: ...
