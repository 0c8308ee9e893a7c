"""Syntax trees, as written in C."""

__thread_safe__ = True
