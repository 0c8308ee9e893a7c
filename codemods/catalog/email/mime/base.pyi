"""A part of a mail."""

__thread_safe__ = True
