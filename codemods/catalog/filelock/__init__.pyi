"""Locks between processes."""

from ._api import BaseFileLock as BaseFileLock
from ._soft import SoftFileLock as SoftFileLock
from ._unix import UnixFileLock as FileLock, UnixFileLock as UnixFileLock
