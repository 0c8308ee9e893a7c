"""XML as events."""

__thread_safe__ = True
