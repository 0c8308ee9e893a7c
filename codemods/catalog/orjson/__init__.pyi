"""JSON."""

__thread_safe__ = True
