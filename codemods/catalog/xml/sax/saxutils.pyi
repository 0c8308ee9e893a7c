"""Escapes text for XML."""

__thread_safe__ = True
