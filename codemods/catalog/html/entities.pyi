"""Named characters of HTML."""

__thread_safe__ = True
