"""Columns."""

from pandas.core.generic import NDFrame

__thread_safe__ = True

class Series(NDFrame): ...
