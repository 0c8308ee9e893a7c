"""Bytes as text."""

__thread_safe__ = True
