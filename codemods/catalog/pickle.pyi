"""Objects as bytes."""

__thread_safe__ = True
