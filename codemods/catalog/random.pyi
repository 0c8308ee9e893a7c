"""Random numbers."""

__thread_safe__ = True
