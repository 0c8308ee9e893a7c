"""The interpreter."""

__thread_safe__ = True
