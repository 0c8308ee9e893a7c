"""Mathematics."""

__thread_safe__ = True
