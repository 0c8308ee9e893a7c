"""Locks that are files."""

from ._api import BaseFileLock

class SoftFileLock(BaseFileLock): ...
