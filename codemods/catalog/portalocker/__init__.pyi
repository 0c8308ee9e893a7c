"""Locks between processes."""

from .utils import Lock as Lock, RLock as RLock
