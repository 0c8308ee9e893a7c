"""Requests of pools and of managers of pools."""

from asyncfix import blocking_methods

__thread_safe__ = True

@blocking_methods("http")
class RequestMethods: ...
