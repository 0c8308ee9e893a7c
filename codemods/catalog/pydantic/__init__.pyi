"""Checked data."""

from .validate_call_decorator import validate_call as validate_call
