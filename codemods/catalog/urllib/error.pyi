"""The exceptions of `urllib`."""

__thread_safe__ = True
