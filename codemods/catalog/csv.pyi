"""CSV."""

__thread_safe__ = True
