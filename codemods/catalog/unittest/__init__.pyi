"""Tests. What is patched is patched for all threads."""

__thread_safe__ = False
