"""Template strings."""

__thread_safe__ = True
