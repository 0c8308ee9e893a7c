"""Secret random numbers."""

__thread_safe__ = True
