"""Sound in mail."""

__thread_safe__ = True
