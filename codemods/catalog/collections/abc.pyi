"""What a container can do."""

__thread_safe__ = True
