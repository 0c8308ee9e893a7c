"""Deployments."""

from asyncfix import async_twin, blocking_methods

@blocking_methods("http")
@async_twin("kubernetes_asyncio.client.AppsV1Api")
class AppsV1Api: ...
