"""The terminal, as one window that no two threads may write to."""

__thread_safe__ = False
