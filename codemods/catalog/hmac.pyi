"""Signed hashes."""

__thread_safe__ = True
