"""Futures and executors."""

from ._base import (
    Executor as Executor,
    Future as Future,
    as_completed as as_completed,
    wait as wait,
)
from .interpreter import InterpreterPoolExecutor as InterpreterPoolExecutor
from .process import ProcessPoolExecutor as ProcessPoolExecutor
from .thread import ThreadPoolExecutor as ThreadPoolExecutor
