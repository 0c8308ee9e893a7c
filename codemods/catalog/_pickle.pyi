"""The part of `pickle` that is written in C."""

__thread_safe__ = True
