"""XML as a tree."""

__thread_safe__ = True
