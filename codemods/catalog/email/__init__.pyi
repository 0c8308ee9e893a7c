"""Mail."""

__thread_safe__ = True
