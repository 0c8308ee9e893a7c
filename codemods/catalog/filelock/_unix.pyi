"""Locks of files."""

from asyncfix import async_twin

from ._api import BaseFileLock

@async_twin("filelock.AsyncFileLock")
class UnixFileLock(BaseFileLock): ...
