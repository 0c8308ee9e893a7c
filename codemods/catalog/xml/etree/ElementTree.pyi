"""XML as a tree of elements."""

__thread_safe__ = True
