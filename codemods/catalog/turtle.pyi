"""Drawing in a window, which belongs to the thread that runs it."""

__thread_safe__ = False
