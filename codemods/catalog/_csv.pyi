"""The part of `csv` that is written in C."""

__thread_safe__ = True
