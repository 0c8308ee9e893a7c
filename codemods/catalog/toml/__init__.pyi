"""TOML."""

__thread_safe__ = True
