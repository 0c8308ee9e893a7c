"""The part of `random` that is written in C."""

__thread_safe__ = True
