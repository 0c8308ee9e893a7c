"""Reads HTML."""

__thread_safe__ = True
