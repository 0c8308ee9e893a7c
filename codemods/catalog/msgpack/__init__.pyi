"""MessagePack."""

__thread_safe__ = True
