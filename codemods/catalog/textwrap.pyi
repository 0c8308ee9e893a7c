"""Wraps text."""

__thread_safe__ = True
