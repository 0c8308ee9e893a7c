"""Checks types at run time."""

from ._decorators import typechecked as typechecked
