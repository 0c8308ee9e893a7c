"""Operators as functions, as written in C."""

__thread_safe__ = True
