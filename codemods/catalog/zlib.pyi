"""Compression."""

__thread_safe__ = True
