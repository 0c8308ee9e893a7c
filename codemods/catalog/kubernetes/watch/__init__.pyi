"""Waits for changes."""

from .watch import Watch as Watch
