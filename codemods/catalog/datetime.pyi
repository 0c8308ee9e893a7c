"""Dates and times."""

__thread_safe__ = True
