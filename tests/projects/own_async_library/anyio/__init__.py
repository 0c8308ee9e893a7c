"""A package that is the library itself."""

from ._core.files import read as read
