"""Talks to programs as a person would."""

from .pty_spawn import spawn as spawn
from .run import run as run
