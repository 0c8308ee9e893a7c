"""Copies objects."""

__thread_safe__ = True
