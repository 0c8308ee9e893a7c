"""Windows, which belong to the thread that runs them."""

__thread_safe__ = False
