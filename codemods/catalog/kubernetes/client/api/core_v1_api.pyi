"""Pods, services, secrets."""

from asyncfix import async_twin, blocking_methods

@blocking_methods("http")
@async_twin("kubernetes_asyncio.client.CoreV1Api")
class CoreV1Api: ...
