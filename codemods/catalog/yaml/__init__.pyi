"""YAML. Parsing is work for the processor; the file was opened elsewhere."""

__thread_safe__ = True
