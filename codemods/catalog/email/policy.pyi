"""How mail is read and written."""

__thread_safe__ = True
