"""Operators as functions."""

__thread_safe__ = True
