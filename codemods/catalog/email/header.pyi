"""Headers of mail."""

__thread_safe__ = True
