"""Unique identifiers."""

__thread_safe__ = True
