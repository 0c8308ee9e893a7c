"""Mail of several parts."""

__thread_safe__ = True
