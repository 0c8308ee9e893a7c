"""Reads mail."""

__thread_safe__ = True
