"""Executors with processes."""

from asyncfix import offloads

from ._base import Executor

@offloads("initializer")
class ProcessPoolExecutor(Executor): ...
