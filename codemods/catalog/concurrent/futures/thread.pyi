"""Executors with threads."""

from asyncfix import offloads

from ._base import Executor

@offloads("initializer")
class ThreadPoolExecutor(Executor): ...
