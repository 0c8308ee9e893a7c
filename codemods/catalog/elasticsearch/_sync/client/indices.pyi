"""Indices."""

from asyncfix import blocking_methods

@blocking_methods("db")
class IndicesClient: ...
