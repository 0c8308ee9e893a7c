"""Takes command lines apart."""

__thread_safe__ = True
