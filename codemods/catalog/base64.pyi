"""Base64 and its kin."""

__thread_safe__ = True
