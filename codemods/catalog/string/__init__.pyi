"""Templates and sets of characters."""

__thread_safe__ = True
