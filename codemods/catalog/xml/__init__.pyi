"""XML."""

__thread_safe__ = True
