"""Property lists."""

__thread_safe__ = True
