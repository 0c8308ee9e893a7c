"""Containers."""

__thread_safe__ = True
