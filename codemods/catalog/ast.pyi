"""Syntax trees."""

__thread_safe__ = True
