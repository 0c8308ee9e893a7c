"""Compares file names with patterns; touches no file."""

__thread_safe__ = True
