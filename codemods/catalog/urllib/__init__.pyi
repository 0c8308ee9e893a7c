"""URLs."""

__thread_safe__ = True
