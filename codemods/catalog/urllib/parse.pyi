"""Takes URLs apart and puts them together."""

__thread_safe__ = True
