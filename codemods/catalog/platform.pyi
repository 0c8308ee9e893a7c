"""The machine and its Python."""

__thread_safe__ = True
