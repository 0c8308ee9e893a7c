"""The part of `codecs` that is written in C."""

__thread_safe__ = True
