"""Executors with interpreters."""

from asyncfix import offloads

from .thread import ThreadPoolExecutor

@offloads("initializer")
class InterpreterPoolExecutor(ThreadPoolExecutor): ...
