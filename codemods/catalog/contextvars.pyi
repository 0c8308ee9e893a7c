"""Values that belong to a context: what a thread sets, the task that started it does not see."""

__thread_safe__ = False
