"""News feeds."""

from .api import parse as parse
