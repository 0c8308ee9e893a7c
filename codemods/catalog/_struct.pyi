"""The part of `struct` that is written in C."""

__thread_safe__ = True
